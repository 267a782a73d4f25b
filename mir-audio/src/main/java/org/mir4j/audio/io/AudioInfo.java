// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.io;

import java.util.OptionalDouble;

/**
 * What the header of an audio file says.
 *
 * @param container the file format, in FFmpeg's words, e.g. {@code flac} or {@code mov,mp4,m4a,3gp,3g2,mj2}
 * @param codec the audio codec, e.g. {@code vorbis}
 * @param sampleRate in Hz
 * @param channels how many channels
 * @param lossless whether decoding gives the very samples that were encoded
 * @param declaredDuration in seconds; empty if the header declares none and it could only be guessed
 * @param tags what the file says of its music
 * @param stream which of the file's audio streams this is, from 0
 * @param streams how many audio streams the file holds
 */
public record AudioInfo(
        String container,
        String codec,
        int sampleRate,
        int channels,
        boolean lossless,
        OptionalDouble declaredDuration,
        AudioTags tags,
        int stream,
        int streams) {}
