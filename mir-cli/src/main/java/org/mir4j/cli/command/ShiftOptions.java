// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.mir4j.core.error.ModelException;
import org.mir4j.models.separation.ChunkOptions;
import org.mir4j.models.store.InstalledModel;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** How songs are cut for a separator of waveforms. */
final class ShiftOptions {

    @Spec(Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--shifts",
            paramLabel = "N",
            defaultValue = "0",
            description = "separate N times, each shifted by up to half a second, and average; N times as slow"
                    + " (default: ${DEFAULT-VALUE}: once, as it is)")
    private int shifts;

    @Option(
            names = "--overlap",
            paramLabel = "PART",
            description = "of a chunk that it shares with the next one, from 0 to less than 1 (default: the model's)")
    private Double overlap;

    @Option(names = "--segment", paramLabel = "SECONDS", description = "how long a chunk is (default: the model's)")
    private Double segment;

    /** The models with these options; refuses models that do not have them. */
    List<InstalledModel> apply(List<InstalledModel> models) {
        if (segment != null && !(segment > 0)) {
            throw new ParameterException(
                    spec.commandLine(), "--segment takes seconds, more than 0, got " + segment + ".");
        }
        try {
            return models.stream().map(options()::apply).toList();
        } catch (ModelException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
    }

    private ChunkOptions options() {
        return new ChunkOptions(shifts, optional(overlap), optional(segment));
    }

    private static OptionalDouble optional(Double value) {
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    /** What was asked for, by the names of the options. */
    Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        if (shifts > 0) {
            settings.put("--shifts", String.valueOf(shifts));
        }
        if (overlap != null) {
            settings.put("--overlap", overlap.toString());
        }
        if (segment != null) {
            settings.put("--segment", segment.toString());
        }
        return settings;
    }
}
