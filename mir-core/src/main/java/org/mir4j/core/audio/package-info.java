/** Samples in memory. */
package org.mir4j.core.audio;
