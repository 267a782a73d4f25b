// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.engine;

import ai.djl.engine.Engine;
import java.util.LinkedHashMap;
import java.util.Map;
import org.mir4j.audio.io.Ffmpeg;

/** The versions of the parts that numbers may depend on. */
public final class Versions {

    private Versions() {}

    /**
     * The version of every part.
     *
     * @return by its name: mir, DJL, PyTorch, FFmpeg, Java
     */
    public static Map<String, String> parts() {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("mir", implementation(Versions.class));
        Engine engine = PyTorch.engine();
        parts.put("DJL", Engine.getDjlVersion());
        parts.put("PyTorch", engine.getVersion());
        parts.put("FFmpeg", Ffmpeg.version());
        parts.put(
                "Java",
                Runtime.version() + " on " + System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        return parts;
    }

    private static String implementation(Class<?> type) {
        String version = type.getPackage().getImplementationVersion();
        return version == null ? "(not run from its jar)" : version;
    }
}
