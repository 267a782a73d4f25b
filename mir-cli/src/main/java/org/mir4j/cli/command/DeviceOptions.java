// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.command;

import ai.djl.Device;
import java.util.Optional;
import org.mir4j.models.ModelOptions;
import org.mir4j.models.engine.PyTorch;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;
import picocli.CommandLine.TypeConversionException;

/** Where and how wide a network runs. */
final class DeviceOptions {

    /** A device, or whichever there is. */
    private record Choice(Optional<Device> device) {}

    /** Choices by their names. */
    static final class ChoiceName implements ITypeConverter<Choice> {

        @Override
        public Choice convert(String name) {
            try {
                return new Choice(PyTorch.named(name));
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
            converter = ChoiceName.class,
            defaultValue = "auto",
            description = "where the network runs; N from 0 (default: the first GPU if there is one)")
    private Choice choice;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "threads of the network on a CPU (default: one per core)")
    private Integer threads;

    /** Applies the options; to be called before the engine starts. */
    ModelOptions apply() {
        return apply(1);
    }

    /** Applies the options where several networks run at once and share the cores. */
    ModelOptions apply(int networks) {
        int cores = Runtime.getRuntime().availableProcessors();
        PyTorch.useThreads(
                threads == null ? Math.max(1, cores / networks) : Counts.of(spec, "--threads", threads, cores));
        return ModelOptions.standard().withDevice(choice.device());
    }
}
