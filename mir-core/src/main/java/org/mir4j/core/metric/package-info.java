/** How well models do, in numbers: a package a task, each on plain values and against a published reference. */
package org.mir4j.core.metric;
