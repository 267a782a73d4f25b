// SPDX-License-Identifier: GPL-3.0-or-later
/** Spectral features of whole files, computed a few frames at a time, in memory that does not grow with the file. */
package org.mir4j.audio.feature;
