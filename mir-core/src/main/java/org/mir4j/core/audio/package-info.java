// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * Samples: a {@link org.mir4j.core.audio.Waveform} in memory, with its arithmetic, or a
 * {@link org.mir4j.core.audio.Signal} that is read piece by piece.
 */
package org.mir4j.core.audio;
