// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.card;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.List;
import org.mir4j.core.error.ModelException;
import org.mir4j.models.checkpoint.WeightsFormat;
import org.mir4j.models.settings.Omittable;
import org.mir4j.models.settings.SettingsException;
import org.mir4j.models.settings.SettingsTree;
import org.mir4j.models.settings.YamlTree;

/**
 * What a person says of a module of TorchScript: a {@link ModelCard} without what the file itself says.
 *
 * @param summary one line for a list of models
 * @param licence under which the module may be used; not stated by default
 * @param citations what to cite
 * @param scores what it has been measured to reach
 * @param notes what else a user should know
 * @param task what it does; its network is {@code torchscript}
 */
public record ModuleCard(
        @Omittable String summary,
        @Omittable ModelCard.Licence licence,
        @Omittable List<String> citations,
        @Omittable List<ModelCard.MeasuredScore> scores,
        @Omittable List<String> notes,
        ModelTask task) {

    private static final String NETWORK = "network";
    private static final String TYPE = "type";
    private static final String TORCHSCRIPT = "torchscript";

    /** Refuses networks of other kinds. */
    public ModuleCard {
        if (task == null) {
            throw new IllegalArgumentException("a card has a task");
        }
        if (task.format() != WeightsFormat.TORCHSCRIPT) {
            throw new IllegalArgumentException(
                    "the network of a TorchScript module is " + TORCHSCRIPT + ", or is not said");
        }
        summary = summary == null ? "imported, TorchScript" : summary;
        licence = licence == null ? ModelCard.Licence.unknown() : licence;
    }

    /**
     * Reads a card. What is the same for most modules may be left out: the network, unless it has settings, and of a
     * front-end all that changes nothing.
     *
     * @param yaml YAML 1.2, or JSON
     * @param origin where the text comes from, for messages
     * @return the card
     * @throws ModelException if it is no YAML, lacks a key or has an unknown one; with its line
     */
    public static ModuleCard parse(String yaml, String origin) {
        YamlTree lines = new YamlTree();
        try {
            JsonElement tree = lines.read(yaml);
            complete(tree);
            return SettingsTree.read(tree, ModuleCard.class);
        } catch (SettingsException e) {
            throw unusable(origin, lines.lineOf(e.path()), e);
        } catch (YamlTree.Fault e) {
            throw unusable(origin, e.line(), e);
        }
    }

    private static ModelException unusable(String origin, int line, RuntimeException cause) {
        return new ModelException(
                "The card " + origin + " cannot be used, line " + line + ": " + cause.getMessage() + ".", cause);
    }

    private static void complete(JsonElement card) {
        JsonObject task = child(card, "task");
        if (!task.has(NETWORK)) {
            task.addProperty(NETWORK, TORCHSCRIPT);
        }
        addIfAbsent(child(task, NETWORK), TYPE, new JsonPrimitive(TORCHSCRIPT));
        if (task.has("frontEnd")) {
            completeFrontEnd(child(task, "frontEnd"));
        }
    }

    /** Without transform, filter bank and scale a front-end passes samples on. */
    private static void completeFrontEnd(JsonObject frontEnd) {
        List.of("stft", "mel", "log").forEach(part -> addIfAbsent(frontEnd, part, JsonNull.INSTANCE));
        if (frontEnd.get("stft").isJsonNull()) {
            addIfAbsent(frontEnd, "power", new JsonPrimitive(1));
        }
        addIfAbsent(frontEnd, "preEmphasis", new JsonPrimitive(0));
        addIfAbsent(frontEnd, "shift", new JsonPrimitive(0));
        addIfAbsent(frontEnd, "scale", new JsonPrimitive(1));
    }

    /** What stands below a key; nothing, which is not kept, where that are no keys with values. */
    private static JsonObject child(JsonElement tree, String key) {
        JsonElement child = tree.isJsonObject() ? tree.getAsJsonObject().get(key) : null;
        return child != null && child.isJsonObject() ? child.getAsJsonObject() : new JsonObject();
    }

    private static void addIfAbsent(JsonObject object, String key, JsonElement value) {
        if (!object.has(key)) {
            object.add(key, value);
        }
    }

    /**
     * The card of the model that the module becomes.
     *
     * @param name of the model
     * @param source the module's file
     * @return its card, without a checksum of what is stored
     */
    public ModelCard of(String name, Source source) {
        return new ModelCard(name, summary, source, licence, citations, scores, notes, null, task);
    }
}
