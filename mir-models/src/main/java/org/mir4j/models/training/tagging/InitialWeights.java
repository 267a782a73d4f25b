// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training.tagging;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.mir4j.core.error.ModelException;
import org.mir4j.models.checkpoint.Tensor;
import org.mir4j.models.settings.SettingsTree;
import org.mir4j.models.store.InstalledModel;

/** The weights of another model that a training starts from, and what a person should know about them. */
record InitialWeights(InstalledModel model, ModelSpec spec) {

    /** All weights of the model, but those of its last layer where that scores other labels. */
    Map<String, Tensor> tensors() {
        Map<String, Tensor> tensors = new LinkedHashMap<>(model.weights());
        if (!model.card().tagging().labels().equals(spec.labels())) {
            tensors.keySet().removeIf(name -> name.startsWith("classifier.output."));
        }
        return spec.network().encoder().fitted(tensors);
    }

    /**
     * Says what the model does not give.
     *
     * @param all the names of the network's weights
     * @param random those that nothing was found for
     * @param frozen parts that will not learn
     * @param warnings is told what is random, and how the front-ends differ
     * @throws ModelException if a part that will not learn is random
     */
    void check(Set<String> all, Set<String> random, List<String> frozen, Consumer<String> warnings) {
        String name = model.card().name();
        for (String part : frozen) {
            List<String> missing =
                    random.stream().filter(each -> partOf(each).equals(part)).toList();
            if (!missing.isEmpty()) {
                throw new ModelException("The part '" + part + "' is frozen, and would stay random: " + name
                        + " has no weights of the same name and shape for " + missing.size()
                        + " of its weights, such as "
                        + missing.get(0) + ". Let it learn, or make it the same as that of " + name + ".");
            }
        }
        if (!random.isEmpty()) {
            warnings.accept(name + " gives the network " + (all.size() - random.size()) + " of " + all.size()
                    + " weights to start from; the others start at random: " + counts(random) + ".");
        }
        List<String> differences =
                SettingsTree.differences(spec.frontEnd(), model.card().tagging().frontEnd());
        if (!differences.isEmpty()) {
            warnings.accept("The weights of " + name + " have learned behind another front-end; this one has "
                    + String.join(", ", differences) + ".");
        }
    }

    private static String counts(Set<String> names) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        names.forEach(name -> counts.merge(partOf(name), 1, Integer::sum));
        List<String> words = new ArrayList<>();
        counts.forEach((part, count) -> words.add(count + " of " + part));
        return String.join(", ", words);
    }

    private static String partOf(String weight) {
        return weight.substring(0, weight.indexOf('.'));
    }
}
