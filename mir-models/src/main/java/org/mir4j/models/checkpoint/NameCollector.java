// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.checkpoint;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mir4j.core.error.ModelException;
import org.mir4j.models.checkpoint.TorchTensors.View;

/**
 * Finds the tensors in what a pickle describes. Collections may hold themselves, and hold each other so often that a
 * walk would never end: it goes down a few levels only, and every step counts against a budget.
 */
final class NameCollector {

    private static final int DEEPEST = 16;

    private final Budget budget = new Budget(Budget.NAMES);
    private final Map<String, View> tensors = new LinkedHashMap<>();
    private final Set<String> dictionaries = new LinkedHashSet<>();
    private final Map<String, String> others = new LinkedHashMap<>();

    private NameCollector() {}

    /** Looks through what the outermost dictionary holds. */
    static NameCollector of(Object root) {
        NameCollector collector = new NameCollector();
        collector.collect("", root, 0);
        if (collector.tensors.isEmpty()) {
            throw new ModelException("the file holds no dictionary of tensors"
                    + (root instanceof InertObject ? ", but " + root + ", which is not built" : "")
                    + "; save it with torch.save(model.state_dict(), file)");
        }
        return collector;
    }

    /** The tensors by full name. */
    Map<String, View> tensors() {
        return tensors;
    }

    CheckpointContents.Names names() {
        return new CheckpointContents.Names(tensors.keySet(), dictionaries, others);
    }

    private void collect(String name, Object value, int depth) {
        if (depth > DEEPEST) {
            return;
        }
        if (value instanceof Map<?, ?> map) {
            collectEntries(name, map, depth);
        } else if (value instanceof InertObject object) {
            collectEntries(name, object.items(), depth); // as a subclass of a dictionary has them
        } else if (value instanceof List<?> list) {
            budget.take(4L * list.size()); // no room, but time
            for (int i = 0; i < list.size(); i++) {
                if (list.get(i) instanceof Map<?, ?> map) {
                    collect(joined(name, String.valueOf(i)), map, depth + 1);
                }
            }
        }
    }

    private void collectEntries(String name, Map<?, ?> map, int depth) {
        budget.take((long) Budget.OBJECT * map.size());
        map.forEach((key, value) -> {
            if (!(key instanceof String || key instanceof Long)) {
                return;
            }
            String full = joined(name, key.toString());
            if (value instanceof View view) {
                dictionaries.add(name);
                if (tensors.put(full, view) != null) {
                    throw new ModelException("two of its tensors have the name " + full);
                }
            } else {
                collect(full, value, depth + 1);
                if (!(value instanceof Map || value instanceof List)) {
                    others.put(full, inWords(value));
                }
            }
        });
    }

    private String joined(String name, String key) {
        budget.take(2L * (name.length() + key.length()));
        return name.isEmpty() ? key : name + "." + key;
    }

    private static String inWords(Object value) {
        if (value instanceof InertObject object) {
            return object.toString();
        }
        return value == null ? "None" : value instanceof Number ? "a number" : "not a tensor";
    }
}
