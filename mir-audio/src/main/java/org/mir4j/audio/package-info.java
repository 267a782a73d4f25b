// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * Sound in, numbers out.
 *
 * <ul>
 *   <li>{@link org.mir4j.audio.io} reads audio files of any common kind and writes WAV, FLAC and MP3, block by block
 *   <li>{@link org.mir4j.audio.window} cuts a recording into the windows a model looks at
 *   <li>{@link org.mir4j.audio.spectral} computes spectrograms and what is made of them, on NDArrays
 *   <li>{@link org.mir4j.audio.streaming} follows level, onsets and pitch of a file or of a microphone
 *   <li>{@link org.mir4j.audio.home} knows where is kept what outlives a run, and what does not, native libraries included
 * </ul>
 */
package org.mir4j.audio;
