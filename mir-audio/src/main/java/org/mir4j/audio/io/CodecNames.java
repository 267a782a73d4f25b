// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.io;

import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_name;

import java.nio.charset.StandardCharsets;

/** What FFmpeg calls codecs. */
final class CodecNames {

    private CodecNames() {}

    static String of(int codecId) {
        return avcodec_get_name(codecId).getString(StandardCharsets.UTF_8);
    }
}
