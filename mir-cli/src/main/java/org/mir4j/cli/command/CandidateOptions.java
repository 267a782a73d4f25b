// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.command;

import java.nio.file.Path;
import java.util.Locale;
import org.mir4j.models.evaluation.IdealMask;
import org.mir4j.models.evaluation.SeparationSystem;
import picocli.CommandLine.Option;

/** What is to be evaluated: exactly one of these. */
final class CandidateOptions {

    enum Oracle {
        IRM,
        IBM,
        MIXTURE
    }

    @Option(
            names = {"-m", "--model"},
            paramLabel = "MODEL",
            description = "a model; 'mir models list' knows all")
    private String model;

    @Option(
            names = "--scores",
            paramLabel = "FILE",
            description = "tags predicted elsewhere: CSV (track,tag,tag...), or JSON lines")
    private Path scores;

    @Option(
            names = "--estimates",
            paramLabel = "DIR",
            description = "stems separated elsewhere: one folder per track with one file per stem")
    private Path estimates;

    @Option(
            names = "--oracle",
            paramLabel = "irm|ibm|mixture",
            description = "ideal ratio or binary masks, or the unprocessed mixture: the bounds of separation")
    private Oracle oracle;

    String model() {
        return model;
    }

    Path scores() {
        return scores;
    }

    /** Whether it is a model, of whatever task. */
    boolean isModel() {
        return model != null;
    }

    /** Whether it can only be measured by labels. */
    boolean hasScores() {
        return scores != null;
    }

    /** Whether it can only be measured by stems. */
    boolean hasStems() {
        return estimates != null || oracle != null;
    }

    /** In words, for reports and for the name of a directory. */
    String name() {
        if (model != null) {
            return model;
        }
        if (oracle != null) {
            return "oracle-" + oracle.name().toLowerCase(Locale.ROOT);
        }
        return (scores == null ? estimates : scores)
                        .toAbsolutePath()
                        .normalize()
                        .getFileName() + "";
    }

    /** Where estimates of stems come from. */
    SeparationSystem stems(String split) {
        if (estimates != null) {
            return SeparationSystem.estimates(estimates, split);
        }
        return switch (oracle) {
            case IRM -> SeparationSystem.oracle(IdealMask.Kind.RATIO);
            case IBM -> SeparationSystem.oracle(IdealMask.Kind.BINARY);
            case MIXTURE -> SeparationSystem.mixture();
        };
    }
}
