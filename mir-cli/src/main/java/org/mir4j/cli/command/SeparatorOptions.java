// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.command;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mir4j.core.dataset.Checksum;
import org.mir4j.models.ModelOptions;
import org.mir4j.models.card.ModelCard;
import org.mir4j.models.evaluation.ModelIdentity;
import org.mir4j.models.separation.Ensemble;
import org.mir4j.models.separation.EnsembleOptions;
import org.mir4j.models.separation.EnsembleOptions.Combination;
import org.mir4j.models.separation.SongSeparator;
import org.mir4j.models.store.InstalledModel;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;
import picocli.CommandLine.TypeConversionException;

/** Which models separate, and what becomes of the stems of several. */
final class SeparatorOptions {

    private static final String MODEL = "mir-vocals-2";

    /** Combinations by their names. */
    static final class CombinationName implements ITypeConverter<Combination> {

        @Override
        public Combination convert(String name) {
            return Arrays.stream(Combination.values())
                    .filter(combination -> combination.title().equalsIgnoreCase(name))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException("'" + name + "' is no way to combine stems: it is "
                            + Arrays.stream(Combination.values())
                                    .map(Combination::title)
                                    .collect(Collectors.joining(", "))));
        }
    }

    @Spec(Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = {"-m", "--model"},
            paramLabel = "MODEL",
            defaultValue = MODEL,
            description =
                    "the model (default: ${DEFAULT-VALUE}); 'mir models list' knows all. Several, each with -m of its"
                            + " own, are an ensemble: their stems are combined")
    private List<String> models;

    @Option(
            names = "--ensemble",
            paramLabel = "mean|median|max-magnitude|min-magnitude",
            converter = CombinationName.class,
            description = "how stems of several models are combined (default: mean)")
    private Combination combination;

    @Option(
            names = "--weights",
            paramLabel = "X",
            split = ",",
            description = "how much each model counts for the mean, in their order, e.g. 1,2 (default: all alike)")
    private List<Double> weights;

    /** Refuses what a single model has no use for, and weights that are none. */
    EnsembleOptions requireSense() {
        boolean single = models.size() == 1;
        if (single && (combination != null || weights != null)) {
            throw wrong((combination == null ? "--weights is" : "--ensemble is")
                    + " for several models; name each of them with -m.");
        }
        if (weights != null && weights.size() != models.size()) {
            throw wrong("--weights takes one number for each model, got " + weights.size() + " for " + models.size()
                    + " models.");
        }
        try {
            return new EnsembleOptions(
                    combination == null ? Combination.MEAN : combination, weights == null ? List.of() : weights);
        } catch (IllegalArgumentException e) {
            throw wrong("--weights: " + e.getMessage() + ".");
        }
    }

    /** The models, fetched where they are not here yet. */
    List<InstalledModel> require() {
        return models.stream()
                .map(model -> Models.require(
                        model, ModelCard::separation, spec.commandLine().getErr()))
                .toList();
    }

    /** Loads them. */
    SongSeparator load(List<InstalledModel> installed, ModelOptions network) {
        return SongSeparator.load(installed, requireSense(), network);
    }

    /** What results depend on of them, as names and values. */
    Map<String, String> identity(List<InstalledModel> installed) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("model", Ensemble.name(installed));
        values.put(
                "version of the model",
                Checksum.fingerprint(installed.stream()
                        .flatMap(model ->
                                Stream.of(ModelIdentity.of(model.card()).toString()))));
        if (installed.size() > 1) {
            EnsembleOptions how = requireSense();
            values.put("ensemble", how.combination().title());
            values.put("weights", how.weights().toString());
        }
        return values;
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
