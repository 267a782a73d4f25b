// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.store;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.mir4j.models.card.ModelCard;
import org.mir4j.models.card.Source;
import org.mir4j.models.layer.Parameters;
import org.mir4j.models.masking.OpenUnmixWeights;

/**
 * The names that tensors have to have to be the weights of an architecture.
 *
 * @param needed our names of all its parameters
 * @param ours our name for one in a file; empty for what is no weight
 * @param only whether there may be no others
 */
record ExpectedNames(Set<String> needed, Function<String, Optional<String>> ours, boolean only) {

    /** Those of a model that has one file. */
    static ExpectedNames of(ModelCard card) {
        Source source = card.source();
        Source.Part file = source.files().get(0);
        return new ExpectedNames(Parameters.named(card.task().build()).keySet(), name -> source.ours(file, name), true);
    }

    /** Those of one stem of an Open-Unmix, of which others follow that depend on its size. */
    static ExpectedNames ofOpenUnmix() {
        return new ExpectedNames(Set.copyOf(OpenUnmixWeights.SIZE_TENSORS), Optional::of, false);
    }

    /**
     * How far names are those that are expected.
     *
     * @param found how many of them are
     * @param superfluous how many others there are
     * @param missing by our name, those that are not there
     */
    record Match(int found, int superfluous, Set<String> missing) {

        boolean isWhole() {
            return superfluous == 0 && missing.isEmpty();
        }
    }

    /** Holds names in a file against these. */
    Match match(Collection<String> names) {
        Set<String> missing = new HashSet<>(needed);
        int superfluous = 0;
        for (String name : names) {
            Optional<String> our = ours.apply(name);
            // one that comes twice is as one that belongs nowhere
            if (our.isPresent() && !missing.remove(our.get()) && only) {
                superfluous++;
            }
        }
        return new Match(needed.size() - missing.size(), superfluous, missing);
    }

    /** What stands in a file in the places of parameters that are missing, by its name there. */
    Map<String, String> inPlaceOf(Set<String> missing, Map<String, String> others) {
        Map<String, String> inPlace = new LinkedHashMap<>();
        others.forEach((name, what) ->
                ours.apply(name).filter(missing::contains).ifPresent(parameter -> inPlace.put(name, what)));
        return inPlace;
    }
}
