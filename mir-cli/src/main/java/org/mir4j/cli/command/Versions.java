package org.mir4j.cli.command;

import ai.djl.engine.Engine;
import org.mir4j.audio.io.Ffmpeg;
import org.mir4j.models.engine.PyTorch;
import picocli.CommandLine.IVersionProvider;

/** What {@code mir --version} says: every part that a number may depend on. */
public final class Versions implements IVersionProvider {

    @Override
    public String[] getVersion() {
        Engine engine = PyTorch.engine();
        int gpus = engine.getGpuCount();
        int cores = Runtime.getRuntime().availableProcessors();
        return new String[] {
            "mir " + implementation(Versions.class),
            "DJL " + Engine.getDjlVersion(),
            "PyTorch " + engine.getVersion(),
            "FFmpeg " + Ffmpeg.version(),
            "Java " + Runtime.version() + " on " + System.getProperty("os.name") + " " + System.getProperty("os.arch"),
            "CPU with " + cores + (cores == 1 ? " core; " : " cores; ")
                    + (gpus == 0 ? "no GPU in reach" : gpus + (gpus == 1 ? " GPU" : " GPUs"))
        };
    }

    private static String implementation(Class<?> type) {
        String version = type.getPackage().getImplementationVersion();
        return version == null ? "(not run from its jar)" : version;
    }
}
