// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.io;

import static org.bytedeco.ffmpeg.global.avutil.AV_ERROR_MAX_STRING_SIZE;
import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_QUIET;
import static org.bytedeco.ffmpeg.global.avutil.av_log_set_level;
import static org.bytedeco.ffmpeg.global.avutil.av_strerror;

import java.nio.charset.StandardCharsets;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.mir4j.audio.home.NativeCaches;
import org.mir4j.core.error.MirException;

/** The library itself: loaded once, silent, its error codes in words. */
public final class Ffmpeg {

    private static final String MEMORY_CEILING = "org.bytedeco.javacpp.maxPhysicalBytes";

    /** Why the library cannot be loaded; null where it can. */
    private static final RuntimeException FAILURE = start();

    private Ffmpeg() {}

    private static RuntimeException start() {
        try {
            NativeCaches.prepare();
            // JavaCPP would otherwise count the engine's tensors against a ceiling made from the Java heap, and refuse
            // work
            if (System.getProperty(MEMORY_CEILING) == null) {
                System.setProperty(MEMORY_CEILING, "0");
            }
            av_log_set_level(AV_LOG_QUIET);
            return null;
        } catch (MirException e) {
            return e;
        } catch (LinkageError e) {
            return new MirException(
                    "FFmpeg cannot be loaded: " + e.getMessage() + ". Its natives have to be on the class path"
                            + " (org.bytedeco:ffmpeg for this machine) and the place that they are unpacked to has to be"
                            + " writable (MIR_HOME).",
                    e);
        }
    }

    /**
     * The version of FFmpeg, which is loaded for it.
     *
     * @return for example {@code 8.0.1}
     * @throws MirException if it cannot be loaded
     */
    public static String version() {
        load();
        return avutil.av_version_info().getString();
    }

    /** Loads the library; without effect the second time. */
    static void load() {
        if (FAILURE != null) {
            throw FAILURE;
        }
    }

    static String message(int code) {
        try (BytePointer text = new BytePointer(AV_ERROR_MAX_STRING_SIZE)) {
            av_strerror(code, text, AV_ERROR_MAX_STRING_SIZE);
            String filled = text.getString(StandardCharsets.UTF_8); // the whole buffer, and what was in it before
            return filled.substring(0, filled.indexOf('\0'));
        }
    }
}
