// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.command;

import java.util.List;
import org.mir4j.core.error.ModelException;
import org.mir4j.models.card.ModelCard;
import org.mir4j.models.separation.EnsembleStems;
import org.mir4j.models.separation.SeparationOptions;
import org.mir4j.models.separation.StemSelection;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Which stems are wanted, and what they are made of. */
final class StemOptions {

    @Spec(Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--stems",
            paramLabel = "STEM",
            split = ",",
            description = "which stems to write, e.g. vocals,accompaniment (default: all)")
    private List<String> wanted;

    @Option(
            names = "--two-stems",
            paramLabel = "STEM",
            description = "make this stem and one of all else: accompaniment where it is vocals, no_STEM otherwise")
    private String two;

    @Option(
            names = "--residual",
            description = "make the last stem, or all else, what the others leave of the song: then they sum to it")
    private boolean residual;

    /** The options with what is wanted of the stems of a model, or of several, all that are written by name. */
    SeparationOptions apply(SeparationOptions options, List<ModelCard> models) {
        List<String> names = models.size() == 1 ? names(models.get(0)) : names(models);
        SeparationOptions chosen = options.withStems(written(names, models)).withResidual(residual);
        return two == null ? chosen : chosen.withTwoStems(two.strip());
    }

    private List<String> names(ModelCard card) {
        List<String> outputs = card.separation().outputs();
        try {
            return (two == null
                            ? StemSelection.all(outputs, residual)
                            : StemSelection.two(outputs, two.strip(), residual))
                    .names();
        } catch (ModelException e) {
            throw wrong(two, outputs, List.of(card));
        }
    }

    private List<String> names(List<ModelCard> models) {
        List<EnsembleStems.Member> members = models.stream()
                .map(card ->
                        new EnsembleStems.Member(card.name(), card.separation().outputs()))
                .toList();
        try {
            return (two == null
                            ? EnsembleStems.all(members, residual)
                            : EnsembleStems.two(members, two.strip(), residual))
                    .names();
        } catch (ModelException e) {
            String way = two == null ? " --two-stems does that." : "";
            throw new ParameterException(spec.commandLine(), e.getMessage() + way);
        }
    }

    /** Which of them are written. */
    private List<String> written(List<String> names, List<ModelCard> models) {
        if (wanted == null) {
            return names;
        }
        List<String> stripped = wanted.stream().map(String::strip).toList();
        for (String stem : stripped) {
            if (!names.contains(stem)) {
                throw wrong(stem, names, models);
            }
        }
        return names.stream().filter(stripped::contains).toList();
    }

    private ParameterException wrong(String stem, List<String> names, List<ModelCard> models) {
        String who = models.size() == 1 ? "the model " + models.get(0).name() + " gives " : "the models give ";
        return new ParameterException(
                spec.commandLine(), "There is no stem '" + stem + "'; " + who + String.join(", ", names) + ".");
    }
}
