// SPDX-License-Identifier: GPL-3.0-or-later
/** How well models do, in numbers: a package a task, each on plain values and against a published reference. */
package org.mir4j.core.metric;
