package org.mir4j.audio.io;

import static org.bytedeco.ffmpeg.global.avutil.AV_ERROR_MAX_STRING_SIZE;
import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_QUIET;
import static org.bytedeco.ffmpeg.global.avutil.av_log_set_level;
import static org.bytedeco.ffmpeg.global.avutil.av_strerror;

import java.nio.charset.StandardCharsets;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.mir4j.audio.natives.NativeCaches;

/** The library itself: loaded once, silent, its error codes in words. */
public final class Ffmpeg {

    private static final String MEMORY_CEILING = "org.bytedeco.javacpp.maxPhysicalBytes";

    static {
        NativeCaches.prepare();
        // JavaCPP would otherwise count the engine's tensors against a ceiling made from the Java heap, and refuse work
        if (System.getProperty(MEMORY_CEILING) == null) {
            System.setProperty(MEMORY_CEILING, "0");
        }
        av_log_set_level(AV_LOG_QUIET);
    }

    private Ffmpeg() {}

    /**
     * The version of FFmpeg, which is loaded for it.
     *
     * @return for example {@code 8.0.1}
     */
    public static String version() {
        return avutil.av_version_info().getString();
    }

    /** Loads the library; without effect the second time. */
    static void load() {
        // the static initialiser has done it
    }

    static String message(int code) {
        try (BytePointer text = new BytePointer(AV_ERROR_MAX_STRING_SIZE)) {
            av_strerror(code, text, AV_ERROR_MAX_STRING_SIZE);
            String filled = text.getString(StandardCharsets.UTF_8); // the whole buffer, and what was in it before
            return filled.substring(0, filled.indexOf('\0'));
        }
    }
}
