// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.card;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.Reader;
import org.mir4j.core.error.ModelException;
import org.mir4j.core.error.Reason;
import org.mir4j.models.settings.SettingsException;
import org.mir4j.models.settings.SettingsTree;

/** Cards as JSON, in the form of {@link SettingsTree}. */
public final class CardJson {

    private CardJson() {}

    /**
     * Reads a card.
     *
     * @param json its text
     * @param origin where the text comes from, for messages
     * @return the card
     * @throws ModelException if it is no JSON, lacks a key or has an unknown one, or describes no model that can be
     *     built
     */
    public static ModelCard read(Reader json, String origin) {
        try {
            JsonElement tree = JsonParser.parseReader(json);
            if (tree.isJsonNull()) {
                throw new ModelException("The model card " + origin + " is empty.");
            }
            return SettingsTree.read(tree, ModelCard.class);
        } catch (SettingsException e) {
            throw unusable(origin, e.getMessage(), e);
        } catch (JsonParseException e) {
            throw unusable(origin, "it is no JSON: " + Reason.inText(e), e);
        }
    }

    /**
     * Writes a card.
     *
     * @param card the card
     * @return its JSON
     */
    public static String write(ModelCard card) {
        return SettingsTree.json(card);
    }

    private static ModelException unusable(String origin, String reason, RuntimeException cause) {
        return new ModelException("The model card " + origin + " cannot be used: " + reason + ".", cause);
    }
}
