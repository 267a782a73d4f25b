// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.command;

import java.nio.file.Path;
import java.util.Locale;
import org.mir4j.models.evaluation.separation.EstimateFolders;
import org.mir4j.models.evaluation.separation.Estimator;
import org.mir4j.models.evaluation.separation.IdealMask;
import org.mir4j.models.evaluation.separation.MixtureItself;
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
            description = "stems separated elsewhere: a folder a track with a file a stem")
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

    /** The same, so that no two candidates can be taken for each other. */
    String origin() {
        return estimates == null
                ? name()
                : estimates.toAbsolutePath().normalize().toString();
    }

    /** Where estimates of stems come from. */
    Estimator estimator(String split) {
        if (estimates != null) {
            return new EstimateFolders(estimates, split);
        }
        return switch (oracle) {
            case IRM -> new IdealMask(IdealMask.Kind.RATIO);
            case IBM -> new IdealMask(IdealMask.Kind.BINARY);
            case MIXTURE -> new MixtureItself();
        };
    }
}
