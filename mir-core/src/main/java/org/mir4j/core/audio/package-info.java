// SPDX-License-Identifier: GPL-3.0-or-later
/** Samples in memory. */
package org.mir4j.core.audio;
