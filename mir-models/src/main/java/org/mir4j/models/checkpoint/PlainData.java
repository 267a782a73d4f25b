// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.checkpoint;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mir4j.core.error.ModelException;

/**
 * Copies what a pickle says of settings into values that hold nothing foreign. What a file describes may hold itself:
 * this goes down a few levels only, and every step counts against a budget.
 */
final class PlainData {

    private static final int DEEPEST = 8;
    private static final long MOST_BYTES = 1 << 22;

    private final Budget budget = new Budget(MOST_BYTES);

    /** The copy of a value; refused if it is an object, a tensor or the like. */
    Object of(String name, Object value) {
        return copy(name, value, 0);
    }

    private Object copy(String name, Object value, int depth) {
        budget.take(Budget.OBJECT);
        if (depth > DEEPEST) {
            throw new ModelException("'" + name + "' has more than " + DEEPEST + " levels");
        }
        if (value instanceof Map<?, ?> map) {
            return dictionary(name, map, depth);
        }
        if (value instanceof List<?> list) {
            List<Object> copies = new ArrayList<>();
            for (Object each : list) {
                copies.add(copy(name + "[" + copies.size() + "]", each, depth + 1));
            }
            return Collections.unmodifiableList(copies);
        }
        boolean plain = value == null
                || value instanceof Boolean
                || value instanceof Long
                || value instanceof BigInteger
                || value instanceof Double
                || value instanceof String;
        return plain ? value : ofObject(name, value);
    }

    private Map<String, Object> dictionary(String name, Map<?, ?> map, int depth) {
        Map<String, Object> copies = new LinkedHashMap<>();
        map.forEach((key, value) -> {
            if (!(key instanceof String text)) {
                throw new ModelException("'" + name + "' has a key that is not a text");
            }
            copies.put(text, copy(name + "." + text, value, depth + 1));
        });
        return Collections.unmodifiableMap(copies);
    }

    private static Object ofObject(String name, Object value) {
        if (value instanceof InertObject object) {
            if (!object.isCall()) {
                return new ClassName(object.type());
            }
            return Fraction.of(object).map(Object.class::cast).orElseThrow(() -> refused(name, object.toString()));
        }
        throw refused(name, value instanceof TorchTensors.View ? "a tensor" : "no plain value");
    }

    private static ModelException refused(String name, String what) {
        return new ModelException("'" + name + "' is " + what
                + ", and nothing is built here but numbers, texts, fractions, lists and dictionaries");
    }
}
