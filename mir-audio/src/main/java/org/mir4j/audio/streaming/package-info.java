// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * Level, onsets and pitch of a file or of a microphone, followed block by block in memory that does not grow.
 *
 * <p>The detectors are TarsosDSP's. Its dispatcher is not used: it turns read errors into {@link java.lang.Error},
 * takes the time of all blocks but the first at an overlap too late, and does not tell recorded samples from padding.
 */
package org.mir4j.audio.streaming;
