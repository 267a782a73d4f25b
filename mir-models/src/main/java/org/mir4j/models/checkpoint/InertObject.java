// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.checkpoint;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a pickle says of an object that is not built: the class or function that it names, and what it would give to it.
 * All of it is data; nothing is ever called.
 *
 * <p>Objects of a file may hold themselves, so none is compared or shown by what it holds.
 */
final class InertObject {

    private final String type;
    private final boolean called;
    private final List<?> arguments;
    private Object state;
    private Map<Object, Object> items = Map.of();
    private List<Object> elements = List.of();

    private InertObject(String type, boolean called, List<?> arguments) {
        this.type = type;
        this.called = called;
        this.arguments = Collections.unmodifiableList(arguments);
    }

    /** A class or a function itself. */
    static InertObject named(String type) {
        return new InertObject(type, false, List.of());
    }

    /** What a call of it would give. */
    InertObject called(List<?> with) {
        return new InertObject(type, true, with);
    }

    void setState(Object attributes) {
        state = attributes;
    }

    void put(Object key, Object value) {
        if (items.isEmpty()) {
            items = new LinkedHashMap<>();
        }
        items.put(key, value);
    }

    void addAll(List<Object> values) {
        if (elements.isEmpty()) {
            elements = new ArrayList<>();
        }
        elements.addAll(values);
    }

    /**
     * The class or function, as Python names it.
     *
     * @return such as {@code fractions.Fraction}
     */
    String type() {
        return type;
    }

    /**
     * Whether this stands for what a call of the class or function would give, and not for the class or function
     * itself.
     *
     * @return whether it does
     */
    boolean isCall() {
        return called;
    }

    /**
     * What the call would be given.
     *
     * @return values as {@link CheckpointContents#value} has them
     */
    List<?> arguments() {
        return arguments;
    }

    /**
     * The attributes that the object would have.
     *
     * @return a dictionary, as a rule; null if the file gives none
     */
    Object state() {
        return state;
    }

    /**
     * The entries of an object that is a dictionary too.
     *
     * @return values by key; none if it has none
     */
    Map<Object, Object> items() {
        return Collections.unmodifiableMap(items);
    }

    /**
     * The elements of an object that is a list too.
     *
     * @return the elements; none if it has none
     */
    List<Object> elements() {
        return Collections.unmodifiableList(elements);
    }

    /** Names it in a sentence. */
    @Override
    public String toString() {
        return called ? "an object of " + type : "the name " + type;
    }
}
