// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training;

import ai.djl.nn.AbstractBlock;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The parts of a network, and how they learn.
 *
 * @param blocks by the names that their parameters begin with; one block of the name "" for all of a network
 * @param frozen those that do not learn
 * @param rates what the learning rate of a part is multiplied by; 1 for those that are not named
 */
public record ParameterGroups(Map<String, AbstractBlock> blocks, Set<String> frozen, Map<String, Double> rates) {

    /**
     * Refuses rates of parts that there are not.
     *
     * @throws IllegalArgumentException with the names of those that there are
     */
    public ParameterGroups {
        blocks = Collections.unmodifiableMap(new LinkedHashMap<>(blocks));
        frozen = Set.copyOf(frozen);
        rates = Map.copyOf(rates);
        for (String part : rates.keySet()) {
            if (!blocks.containsKey(part)) {
                throw new IllegalArgumentException("the network has no part '" + part
                        + "' that could have a rate; its parts are " + blocks.keySet());
            }
        }
    }

    /**
     * Parts that learn apart.
     *
     * @param blocks by name
     * @param frozen names of those that do not learn
     * @param rates by name
     * @return the parts
     */
    public static ParameterGroups of(
            Map<String, AbstractBlock> blocks, Collection<String> frozen, Map<String, Double> rates) {
        return new ParameterGroups(blocks, Set.copyOf(frozen), rates);
    }

    /**
     * A network that learns as a whole.
     *
     * @param network all of it
     * @return the one part
     */
    public static ParameterGroups whole(AbstractBlock network) {
        return new ParameterGroups(Map.of("", network), Set.of(), Map.of());
    }
}
