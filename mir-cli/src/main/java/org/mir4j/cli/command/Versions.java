// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.command;

import java.util.ArrayList;
import java.util.List;
import org.mir4j.models.engine.PyTorch;
import picocli.CommandLine.IVersionProvider;

/** What {@code mir --version} says: every part that a number may depend on. */
public final class Versions implements IVersionProvider {

    @Override
    public String[] getVersion() {
        List<String> lines = new ArrayList<>();
        org.mir4j.models.engine.Versions.parts().forEach((part, version) -> lines.add(part + " " + version));
        int gpus = PyTorch.engine().getGpuCount();
        int cores = Runtime.getRuntime().availableProcessors();
        lines.add("CPU with " + cores + (cores == 1 ? " core; " : " cores; ")
                + (gpus == 0 ? "no GPU in reach" : gpus + (gpus == 1 ? " GPU" : " GPUs")));
        return lines.toArray(String[]::new);
    }
}
