// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.settings;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * A text of YAML as a tree of keys and values, which remembers in which line each key stands. Tags that are not of YAML
 * itself, such as those of Python's objects, are
 * passed over: a list under one is a list, a scalar a text.
 */
public final class YamlTree {

    private static final int MOST_LEVELS = 50;

    private final Map<String, Integer> lines = new HashMap<>();

    /**
     * Reads a text.
     *
     * @param yaml one document
     * @return its tree; JSON's null if it is empty
     * @throws YamlTree.Fault if it is none, has anchors or doubled keys, or levels without end
     */
    public JsonElement read(String yaml) {
        try {
            return tree(yaml);
        } catch (MarkedYamlEngineException e) {
            throw new YamlTree.Fault(line(e.getProblemMark()), "it is no YAML: " + e.getProblem());
        } catch (YamlEngineException e) {
            throw new YamlTree.Fault(1, "it is no YAML: " + e.getMessage());
        }
    }

    private JsonElement tree(String yaml) {
        LoadSettings settings =
                LoadSettings.builder().setSchema(new CoreSchema()).build();
        requireShallow(new Parse(settings).parseString(yaml));
        return new Compose(settings)
                .composeString(yaml)
                .map(root -> tree(root, ""))
                .orElse(JsonNull.INSTANCE);
    }

    /** A tree is made by recursion, which an endless row of brackets would bring to its end. */
    private static void requireShallow(Iterable<Event> events) {
        int level = 0;
        for (Event event : events) {
            if (event instanceof CollectionStartEvent) {
                level++;
            } else if (event instanceof CollectionEndEvent) {
                level--;
            }
            if (level > MOST_LEVELS) {
                throw new YamlTree.Fault(line(event.getStartMark()), "it has more than " + MOST_LEVELS + " levels");
            }
        }
    }

    /**
     * The line of a key; if the key is not there, that of the nearest one around it.
     *
     * @param path of the key, like {@code network.encoder.channels[1]}; empty for the whole
     * @return from 1
     */
    public int lineOf(String path) {
        String key = path;
        while (!lines.containsKey(key) && !key.isEmpty()) {
            key = key.substring(0, Math.max(0, Math.max(key.lastIndexOf('.'), key.lastIndexOf('['))));
        }
        return lines.getOrDefault(key, 1);
    }

    private JsonElement tree(Node node, String path) {
        lines.putIfAbsent(path, line(node));
        if (node.getAnchor().isPresent()) {
            throw new YamlTree.Fault(line(node), "anchors are not supported; write what they stand for at each place");
        }
        if (node instanceof MappingNode mapping) {
            return object(mapping, path);
        }
        if (node instanceof SequenceNode sequence) {
            JsonArray array = new JsonArray();
            sequence.getValue().forEach(each -> array.add(tree(each, path + "[" + array.size() + "]")));
            return array;
        }
        return scalar((ScalarNode) node);
    }

    private JsonObject object(MappingNode mapping, String path) {
        JsonObject object = new JsonObject();
        for (NodeTuple entry : mapping.getValue()) {
            if (!(entry.getKeyNode() instanceof ScalarNode key)) {
                throw new YamlTree.Fault(line(entry.getKeyNode()), "a key is a text");
            }
            String inside = path.isEmpty() ? key.getValue() : path + "." + key.getValue();
            if (object.has(key.getValue())) {
                throw new YamlTree.Fault(line(key), "the key '" + inside + "' comes twice");
            }
            lines.put(inside, line(key));
            object.add(key.getValue(), tree(entry.getValueNode(), inside));
        }
        return object;
    }

    private static JsonElement scalar(ScalarNode node) {
        String text = node.getValue();
        if (node.getTag().equals(Tag.NULL)) {
            return JsonNull.INSTANCE;
        }
        if (node.getTag().equals(Tag.BOOL)) {
            return new JsonPrimitive(Boolean.parseBoolean(text));
        }
        if (node.getTag().equals(Tag.INT) || node.getTag().equals(Tag.FLOAT)) {
            return number(text);
        }
        return new JsonPrimitive(text);
    }

    private static JsonElement number(String text) {
        try {
            return new JsonPrimitive(new BigDecimal(text));
        } catch (NumberFormatException e) {
            return new JsonPrimitive(text); // octal, hexadecimal, .inf: no number of settings
        }
    }

    private static int line(Node node) {
        return line(node.getStartMark());
    }

    private static int line(Optional<Mark> place) {
        return place.map(mark -> mark.getLine() + 1).orElse(1);
    }

    /** What is wrong with a text, and where. */
    public static final class Fault extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final int line;

        Fault(int line, String message) {
            super(message);
            this.line = line;
        }

        /**
         * Where it is.
         *
         * @return from 1
         */
        public int line() {
            return line;
        }
    }
}
