// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.command;

import ai.djl.engine.Engine;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mir4j.audio.io.Ffmpeg;
import org.mir4j.models.engine.PyTorch;
import picocli.CommandLine.IVersionProvider;

/** What {@code mir --version} says: every part that a number may depend on. */
public final class Versions implements IVersionProvider {

    @Override
    public String[] getVersion() {
        List<String> lines = new ArrayList<>();
        parts().forEach((part, version) -> lines.add(part + " " + version));
        int gpus = PyTorch.engine().getGpuCount();
        int cores = Runtime.getRuntime().availableProcessors();
        lines.add("CPU with " + cores + (cores == 1 ? " core; " : " cores; ")
                + (gpus == 0 ? "no GPU in reach" : gpus + (gpus == 1 ? " GPU" : " GPUs")));
        return lines.toArray(String[]::new);
    }

    /** The version of every part by its name. */
    static Map<String, String> parts() {
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
