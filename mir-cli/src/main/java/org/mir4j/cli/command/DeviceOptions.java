package org.mir4j.cli.command;

import org.mir4j.models.engine.PyTorch;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Where and how wide a network runs. */
final class DeviceOptions {

    @Spec(Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--device",
            paramLabel = "cpu|gpu|auto",
            defaultValue = "auto",
            description = "where the network runs (default: the GPU if there is one)")
    private PyTorch.Place device;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "threads of the network on a CPU (default: one a core)")
    private Integer threads;

    /** Applies the options; to be called before the engine starts. */
    PyTorch.Place apply() {
        return apply(1);
    }

    /** Applies the options where several networks run at once and share the cores. */
    PyTorch.Place apply(int networks) {
        int cores = Runtime.getRuntime().availableProcessors();
        PyTorch.useThreads(
                threads == null ? Math.max(1, cores / networks) : Counts.of(spec, "--threads", threads, cores));
        return device;
    }
}
