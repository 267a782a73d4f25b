// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.store;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.mir4j.core.error.ModelException;
import org.mir4j.core.error.Remedy;
import org.mir4j.models.checkpoint.CheckpointContents;
import org.mir4j.models.checkpoint.Tensor;

/**
 * Finds the weights of an architecture among all that a file holds: what a training script has put beside them, around
 * them and in front of their names.
 *
 * <p>The words of full names, such as {@code state_dict.module.layer1.weight}, make a tree, whether dictionaries or dots
 * part them. Weights are the branch whose names, less those of the way to it, are exactly the ones that the architecture
 * needs. So only what makes names fit is left out of them, even if an architecture's own names begin with {@code model}.
 * Where such a branch lies within another that has all the names too, as a running mean beside the weights themselves, either
 * may be meant.
 */
final class WeightsFinder {

    /** No training script was seen to wrap its weights in half as much. */
    private static final int MOST_WORDS = 12;

    private static final int LONGEST_KEY = 200;

    private final CheckpointContents contents;
    private final ExpectedNames expected;
    private final Optional<String> key;
    private final Map<String, List<String>> branches = new LinkedHashMap<>();

    /** A branch and how far it fits. */
    private record Candidate(String key, ExpectedNames.Match match) {}

    /**
     * @param contents of a file
     * @param expected what the architecture needs
     * @param key where to look; else everywhere
     */
    WeightsFinder(CheckpointContents contents, ExpectedNames expected, Optional<String> key) {
        this.contents = contents;
        this.expected = expected;
        this.key = key;
        contents.names().forEach(this::addToBranches);
        key.ifPresent(this::lookOnlyIn);
    }

    private void addToBranches(String name) {
        branches.computeIfAbsent("", key -> new ArrayList<>()).add(name);
        int dot = name.indexOf('.');
        for (int words = 1; words <= MOST_WORDS && dot >= 0 && dot <= LONGEST_KEY; words++) {
            String rest = name.substring(dot + 1);
            branches.computeIfAbsent(name.substring(0, dot), key -> new ArrayList<>())
                    .add(rest);
            dot = name.indexOf('.', dot + 1);
        }
    }

    private void lookOnlyIn(String named) {
        if (!branches.containsKey(named)) {
            List<String> fitting =
                    keysOf(candidates(), candidate -> candidate.match().isWhole());
            List<String> first = keysOf(
                    candidates(),
                    candidate -> !candidate.key().isEmpty() && !candidate.key().contains("."));
            throw new ModelException(contents.file() + " has nothing under the key '" + named + "'; there are "
                    + listed(fitting.isEmpty() ? first : fitting) + ".");
        }
        branches.keySet().removeIf(each -> !each.equals(named) && !each.startsWith(named + "."));
    }

    private List<Candidate> candidates() {
        return branches.entrySet().stream()
                .map(branch -> new Candidate(branch.getKey(), expected.match(branch.getValue())))
                .toList();
    }

    private static List<String> keysOf(List<Candidate> candidates, Predicate<Candidate> which) {
        return candidates.stream().filter(which).map(Candidate::key).toList();
    }

    /**
     * Reads the weights.
     *
     * @param accepts whether weights whose names fit have the right shapes too; asked where several have the names
     * @return the tensors by the names that the architecture's authors gave them; of what comes nearest, if nothing fits
     * @throws ModelException if several fit, or an object that is not built stands where a weight should
     */
    Map<String, Tensor> find(Predicate<Map<String, Tensor>> accepts) {
        List<Candidate> candidates = candidates();
        if (candidates.stream().noneMatch(candidate -> candidate.match().isWhole())) {
            return nearest(candidates);
        }
        // one that has more than it needs may have the others of its set, such as a running mean, within
        List<Candidate> fitting = candidates.stream()
                .filter(candidate -> candidate.match().missing().isEmpty())
                .toList();
        Optional<Candidate> named = fitting.stream()
                .filter(candidate -> key.filter(candidate.key()::equals).isPresent())
                .findFirst();
        if (named.isPresent() || fitting.size() == 1) {
            return weights(named.orElse(fitting.get(0)), fitting);
        }
        return theOne(fitting, accepts);
    }

    private Map<String, Tensor> weights(Candidate candidate, List<Candidate> fitting) {
        Map<String, Tensor> tensors = contents.tensors(candidate.key());
        if (!candidate.match().isWhole()) {
            String prefix = candidate.key().isEmpty() ? "" : candidate.key() + ".";
            fitting.stream()
                    .map(Candidate::key)
                    .filter(other -> !other.equals(candidate.key()) && other.startsWith(prefix))
                    .map(other -> other.substring(prefix.length()) + ".")
                    .forEach(inner -> tensors.keySet().removeIf(name -> name.startsWith(inner)));
        }
        return tensors;
    }

    private Map<String, Tensor> theOne(List<Candidate> fitting, Predicate<Map<String, Tensor>> accepts) {
        Map<String, Map<String, Tensor>> accepted = new LinkedHashMap<>();
        for (Candidate candidate : fitting) {
            Map<String, Tensor> tensors = weights(candidate, fitting);
            if ((!candidate.match().isWhole() || accepts.test(tensors)) && !accepted.containsValue(tensors)) {
                accepted.put(candidate.key(), tensors);
            }
        }
        if (accepted.size() > 1) {
            throw new ModelException(contents.file() + " holds several sets of weights that fit: "
                            + listed(List.copyOf(accepted.keySet())) + "; choose one.")
                    .with(Remedy.WEIGHTS_KEY);
        }
        // if none is accepted, the first has the faults of all
        return accepted.isEmpty()
                ? contents.tensors(fitting.get(0).key())
                : accepted.values().iterator().next();
    }

    private Map<String, Tensor> nearest(List<Candidate> candidates) {
        Candidate nearest = candidates.stream()
                .max(Comparator.comparingInt(
                                (Candidate candidate) -> candidate.match().found())
                        .thenComparing(candidate -> -candidate.match().superfluous()))
                .orElseThrow();
        String place = nearest.match().found() > 0 || !branches.containsKey("") ? nearest.key() : "";
        requireNoObjects(place, nearest.match());
        return contents.tensors(place);
    }

    private void requireNoObjects(String place, ExpectedNames.Match match) {
        String prefix = place.isEmpty() ? "" : place + ".";
        Map<String, String> others = new LinkedHashMap<>();
        contents.others().forEach((name, what) -> {
            if (name.startsWith(prefix)) {
                others.put(name.substring(prefix.length()), what);
            }
        });
        expected.inPlaceOf(match.missing(), others).entrySet().stream()
                .findFirst()
                .ifPresent(found -> {
                    throw new ModelException(contents.file() + " has no tensor for '" + prefix + found.getKey()
                            + "' but " + found.getValue() + ", which is not built; save it as a tensor.");
                });
    }

    private static String listed(List<String> keys) {
        return String.join(
                ", ",
                keys.stream()
                        .limit(8)
                        .map(key -> key.isEmpty() ? "the outermost" : "'" + key + "'")
                        .toList());
    }
}
