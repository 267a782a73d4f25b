// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * Audio files, decoded, resampled and encoded by FFmpeg inside the process. What it does not hold against what a file
 * declares is read here: the headers and samples of WAV and AIFF ({@code Pcm*}, {@code DeclaredSamples}), the frames of MP3
 * and ADTS ({@code Frame*}), and the times of packets ({@code SteadyTimes}).
 */
package org.mir4j.audio.io;
