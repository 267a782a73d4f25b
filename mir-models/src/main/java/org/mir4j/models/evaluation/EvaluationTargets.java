// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.mir4j.core.dataset.StemNames;
import org.mir4j.core.error.DatasetException;

/**
 * Targets that are scored together: each is the others' interference.
 *
 * <p>As museval has it for MUSDB18: vocals and accompaniment are scored together, and all stems but the accompaniment;
 * where both can be had, the vocals' scores are those against the accompaniment.
 *
 * @param targets all of them
 * @param kept those whose scores count
 */
record EvaluationTargets(List<String> targets, List<String> kept) {

    /**
     * All that estimates allow.
     *
     * @param stems the stems of the dataset, in its order
     * @param estimated the targets that there are estimates of
     * @throws DatasetException if there are fewer than two
     */
    static List<EvaluationTargets> of(List<String> stems, Set<String> estimated) {
        List<String> targets =
                new ArrayList<>(stems.stream().filter(estimated::contains).toList());
        targets.remove(StemNames.ACCOMPANIMENT);
        List<EvaluationTargets> together = new ArrayList<>();
        List<String> pair = List.of(StemNames.VOCALS, StemNames.ACCOMPANIMENT);
        boolean both = estimated.containsAll(pair);
        if (both) {
            together.add(new EvaluationTargets(pair, pair));
        }
        if (targets.size() > 1) {
            together.add(new EvaluationTargets(
                    List.copyOf(targets),
                    targets.stream()
                            .filter(target -> !both || !target.equals(StemNames.VOCALS))
                            .toList()));
        }
        if (together.isEmpty()) {
            throw new DatasetException("There are estimates of " + estimated
                    + " only; at least two of the stems are needed, for each is scored against the others: " + stems
                    + (stems.contains(StemNames.ACCOMPANIMENT) ? "" : ", or vocals and accompaniment") + ".");
        }
        return together;
    }
}
