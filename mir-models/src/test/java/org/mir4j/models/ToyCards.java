// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models;

import java.util.List;
import org.mir4j.audio.spectral.FrontEndSettings;
import org.mir4j.audio.window.ShortClips;
import org.mir4j.core.tagging.Taggram.Aggregation;
import org.mir4j.models.card.ModelCard;
import org.mir4j.models.card.Source;
import org.mir4j.models.card.TaggingTask;
import org.mir4j.models.network.NetworkSettings;

/** Cards of models that only tests know. */
public final class ToyCards {

    private ToyCards() {}

    /** The card of a model whose weights come from a source. */
    static ModelCard of(
            Source source,
            String name,
            double windowSeconds,
            FrontEndSettings frontEnd,
            NetworkSettings network,
            List<String> labels) {
        return new ModelCard(
                name,
                "a toy",
                source,
                new ModelCard.Licence("CC0-1.0", ""),
                List.of(),
                List.of(),
                List.of(),
                null,
                new TaggingTask(windowSeconds, Aggregation.MEAN, ShortClips.PADDING, frontEnd, network, labels));
    }

    /** The card of a model whose weights come from nowhere. */
    public static ModelCard of(
            String name,
            double windowSeconds,
            FrontEndSettings frontEnd,
            NetworkSettings network,
            List<String> labels) {
        Source nowhere = new Source(null, name + ".safetensors", "0".repeat(64), List.of(), List.of(), null);
        return of(nowhere, name, windowSeconds, frontEnd, network, labels);
    }
}
