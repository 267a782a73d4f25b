// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.settings;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The kinds of settings that one place allows, and their names. */
final class Kinds {

    private Kinds() {}

    /** The records of a sealed family by their {@link Named names}, sorted. */
    static Map<String, Class<?>> of(Class<?> family) {
        Map<String, Class<?>> kinds = new LinkedHashMap<>();
        records(family).sorted(Comparator.comparing(Kinds::name)).forEach(kind -> kinds.put(name(kind), kind));
        return kinds;
    }

    private static Stream<Class<?>> records(Class<?> family) {
        return family.isRecord()
                ? Stream.of(family)
                : Arrays.stream(family.getPermittedSubclasses()).flatMap(Kinds::records);
    }

    /** The record of a family that is meant where no name says which. */
    static Optional<Class<?>> implied(Class<?> family) {
        return records(family).filter(Kinds::isImplied).findFirst();
    }

    /** Whether a record is meant where no name says which. */
    static boolean isImplied(Class<?> kind) {
        Named named = kind.getAnnotation(Named.class);
        return named != null && named.implied();
    }

    /** The name of a record of a family. */
    static String name(Class<?> kind) {
        return kind.getAnnotation(Named.class).value();
    }

    /** The constants of an enumeration by their words. */
    static Map<String, Object> constants(Class<?> type) {
        return Arrays.stream(type.getEnumConstants())
                .collect(Collectors.toMap(
                        constant -> word((Enum<?>) constant), constant -> constant, (one, other) -> one, TreeMap::new));
    }

    /** A constant in lower case with hyphens. */
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
