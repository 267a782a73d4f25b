// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.tagging;

import java.util.Comparator;
import java.util.List;
import org.mir4j.core.tagging.Taggram;
import org.mir4j.models.card.ModelCard;

/**
 * Some of the consecutive windows of a recording that several processes share: {@link Tagger#tagPart}.
 *
 * @param windows with their scores; none where there are more parts than windows
 * @param seconds how long the recording is
 */
public record TaggedPart(List<Taggram.Window> windows, double seconds) {

    /** Keeps its own list. */
    public TaggedPart {
        windows = List.copyOf(windows);
    }

    /**
     * Puts the parts of a recording together.
     *
     * @param card of the model that tagged all of them
     * @param parts all of them, in whatever order
     * @return what {@link Tagger#tag} gives of the recording
     * @throws IllegalArgumentException if there is no window
     */
    public static Taggram join(ModelCard card, List<TaggedPart> parts) {
        return new Taggram(
                card.tagging().labels(),
                parts.stream().mapToDouble(TaggedPart::seconds).max().orElse(0),
                card.tagging().windowSeconds(),
                card.tagging().aggregation(),
                parts.stream()
                        .flatMap(part -> part.windows().stream())
                        .sorted(Comparator.comparingDouble(Taggram.Window::start))
                        .toList());
    }
}
