// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A network, and the groups of its parameters that learn alike.
 *
 * @param network all of it, not initialised
 * @param input the shape of what it receives
 * @param blocks by the names that their parameters begin with; one block of the name "" for all of a network
 * @param frozen those that do not learn
 * @param rates what the learning rate of a group is multiplied by; 1 for those that are not named
 */
public record ParameterGroups(
        AbstractBlock network,
        Shape input,
        Map<String, AbstractBlock> blocks,
        Set<String> frozen,
        Map<String, Double> rates) {

    /**
     * Refuses rates of groups that there are not.
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
     * A network that learns as a whole.
     *
     * @param network all of it
     * @param input the shape of what it receives
     * @return the one group
     */
    public static ParameterGroups whole(AbstractBlock network, Shape input) {
        return new ParameterGroups(network, input, Map.of("", network), Set.of(), Map.of());
    }
}
