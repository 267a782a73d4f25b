// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.command;

import java.util.List;
import org.mir4j.core.error.ModelException;
import org.mir4j.models.card.ModelCard;
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

    /** The options with what is wanted of the stems of a model, all that are written by name. */
    SeparationOptions apply(SeparationOptions options, ModelCard card) {
        SeparationOptions chosen =
                options.withStems(written(selection(card), card)).withResidual(residual);
        return two == null ? chosen : chosen.withTwoStems(two.strip());
    }

    private StemSelection selection(ModelCard card) {
        List<String> outputs = card.separation().outputs();
        try {
            return two == null
                    ? StemSelection.all(outputs, residual)
                    : StemSelection.two(outputs, two.strip(), residual);
        } catch (ModelException e) {
            throw wrong(two, outputs, card);
        }
    }

    /** Which of them are written. */
    private List<String> written(StemSelection selection, ModelCard card) {
        List<String> names = selection.names();
        if (wanted == null) {
            return names;
        }
        List<String> stripped = wanted.stream().map(String::strip).toList();
        for (String stem : stripped) {
            if (!names.contains(stem)) {
                throw wrong(stem, names, card);
            }
        }
        return names.stream().filter(stripped::contains).toList();
    }

    private ParameterException wrong(String stem, List<String> names, ModelCard card) {
        return new ParameterException(
                spec.commandLine(),
                "There is no stem '" + stem + "'; the model " + card.name() + " gives " + String.join(", ", names)
                        + ".");
    }
}
