// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.command;

import org.mir4j.models.engine.PyTorch;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;
import picocli.CommandLine.TypeConversionException;

/** Where and how wide a network runs. */
final class DeviceOptions {

    /** Places by their names. */
    static final class PlaceName implements ITypeConverter<PyTorch.Place> {

        @Override
        public PyTorch.Place convert(String name) {
            try {
                return PyTorch.Place.of(name);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    @Spec(Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--device",
            paramLabel = "cpu|gpu|gpu:N|auto",
            converter = PlaceName.class,
            defaultValue = "auto",
            description = "where the network runs; N from 0 (default: the first GPU if there is one)")
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
