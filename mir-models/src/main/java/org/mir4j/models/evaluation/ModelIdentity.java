// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.evaluation;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.mir4j.core.dataset.Checksum;
import org.mir4j.models.card.ModelCard;
import org.mir4j.models.settings.SettingsTree;

/** What makes one model another: its name, its weights, and all that its card says. */
public final class ModelIdentity {

    private ModelIdentity() {}

    /**
     * What results of a model depend on.
     *
     * @param card of the model
     * @return values by name, in the order in which they are shown
     */
    public static Map<String, String> of(ModelCard card) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("model", card.name());
        values.put("weights", card.weightsSha256());
        values.put("card", Checksum.fingerprint(Stream.of(SettingsTree.json(SettingsTree.identity(card)))));
        return values;
    }
}
