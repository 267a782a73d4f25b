// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.store;

import java.util.List;
import java.util.Optional;
import org.mir4j.models.card.ModelCard;

/** The published models: their cards are known before their weights are there. */
interface Catalogue {

    /** The names of all published models. */
    List<String> names();

    /** The card of a published model. */
    Optional<ModelCard> find(String name);
}
