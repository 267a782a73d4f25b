// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.io;

import static org.bytedeco.ffmpeg.global.avutil.av_dict_iterate;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.javacpp.BytePointer;

/** Tags as FFmpeg reads them from containers and writes them there. */
final class FfmpegTags {

    private FfmpegTags() {}

    /** The tags of a container, and those of one of its streams that the container has not: Ogg has all of them there. */
    static AudioTags of(AVFormatContext container, AVStream stream) {
        Map<String, String> declared = new LinkedHashMap<>();
        collect(container.metadata(), declared);
        collect(stream.metadata(), declared);
        return AudioTags.among(declared);
    }

    private static void collect(AVDictionary dictionary, Map<String, String> declared) {
        for (var entry = av_dict_iterate(dictionary, null); entry != null; entry = av_dict_iterate(dictionary, entry)) {
            declared.putIfAbsent(text(entry.key()), text(entry.value()));
        }
    }

    /** The characters of a text: UTF-8, or Latin 1, which older programs write where they should not. */
    private static String text(BytePointer pointer) {
        byte[] bytes = pointer.getStringBytes();
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }

    /** Puts tags into a container that has none and whose header is still to be written. */
    static void put(AudioTags tags, AVFormatContext container) {
        AVDictionary dictionary = new AVDictionary(null);
        for (Map.Entry<String, String> tag : tags.values().entrySet()) {
            try (BytePointer name = new BytePointer(tag.getKey(), StandardCharsets.UTF_8);
                    BytePointer text = new BytePointer(tag.getValue(), StandardCharsets.UTF_8)) {
                av_dict_set(dictionary, name, text, 0);
            }
        }
        container.metadata(dictionary);
    }
}
