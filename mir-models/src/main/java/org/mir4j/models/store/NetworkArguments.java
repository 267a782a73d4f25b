// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.store;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mir4j.core.error.ModelException;
import org.mir4j.models.checkpoint.Fraction;

/**
 * The arguments that the authors' code was given to build a network, as a checkpoint has them. What the checkpoint does
 * not say has the value that their code gives it.
 */
final class NetworkArguments {

    private final Path file;
    private final String network;
    private final Map<String, Object> values;

    private NetworkArguments(Path file, String network, Map<String, Object> values) {
        this.file = file;
        this.network = network;
        this.values = values;
    }

    /**
     * Names and values of parameters.
     *
     * @param text each name, an equals sign and the value that it has by default, as Python writes it but for the quotes
     *     of texts, in the order of the constructor
     */
    static Map<String, Object> parameters(String text) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        for (String each : text.strip().split("\\s+")) {
            String[] both = each.split("=", 2);
            parameters.put(both[0], value(both[1]));
        }
        return Collections.unmodifiableMap(parameters);
    }

    private static Object value(String text) {
        if (text.matches("-?\\d+")) {
            return Long.valueOf(text);
        }
        if (text.matches("-?\\d.*")) {
            return Double.valueOf(text);
        }
        return switch (text) {
            case "None" -> null;
            case "True", "False" -> text.equals("True");
            default -> text;
        };
    }

    /**
     * Binds arguments to parameters.
     *
     * @param file in which they stand
     * @param network the class that would be built
     * @param parameters of its constructor, with the values that they have by default
     * @param byOrder arguments without a name
     * @param byName arguments with one
     */
    static NetworkArguments bound(
            Path file, String network, Map<String, Object> parameters, List<?> byOrder, Map<?, ?> byName) {
        NetworkArguments arguments = new NetworkArguments(file, network, new LinkedHashMap<>(parameters));
        List<String> names = List.copyOf(parameters.keySet());
        if (byOrder.size() > names.size()) {
            throw arguments.fault("it has " + byOrder.size() + " arguments, and there are " + names.size());
        }
        for (int i = 0; i < byOrder.size(); i++) {
            arguments.values.put(names.get(i), byOrder.get(i));
        }
        List<String> unknown = new ArrayList<>();
        byName.forEach((name, value) -> {
            if (parameters.containsKey(name)) {
                arguments.values.put((String) name, value);
            } else {
                unknown.add(String.valueOf(name));
            }
        });
        if (!unknown.isEmpty()) {
            throw arguments.fault("there is no argument " + String.join(", ", unknown)
                    + "; the file is of another version of it, which may compute something else");
        }
        return arguments;
    }

    /** Refuses an argument that has another value than the supported ones. */
    void requireOnly(String name, Object... supported) {
        Object value = values.get(name);
        boolean known = Arrays.stream(supported).anyMatch(each -> isSame(each, value));
        if (!known) {
            throw fault("its argument " + name + " is " + text(value) + ", and supported is "
                    + String.join(
                            " or ",
                            Arrays.stream(supported).map(NetworkArguments::text).toList()));
        }
    }

    private static boolean isSame(Object supported, Object value) {
        if (supported == null || value == null) {
            return supported == value;
        }
        if (supported instanceof Number number && value instanceof Number other) {
            return number.doubleValue() == other.doubleValue();
        }
        return supported.equals(value);
    }

    /** A whole number that an {@code int} holds. */
    int whole(String name) {
        Object value = values.get(name);
        if (value instanceof Number number
                && !(value instanceof Double)
                && number.doubleValue() == (int) number.longValue()) {
            return number.intValue();
        }
        throw unfit(name, "a whole number");
    }

    /** A whole number; empty for none. */
    Optional<Integer> wholeIfAny(String name) {
        return values.get(name) == null ? Optional.empty() : Optional.of(whole(name));
    }

    /** Any finite number. */
    double number(String name) {
        Object value = values.get(name);
        double number = value instanceof Number any
                ? any.doubleValue()
                : value instanceof Fraction fraction ? fraction.value() : Double.NaN;
        if (!Double.isFinite(number)) {
            throw unfit(name, "a number");
        }
        return number;
    }

    /** Yes or no, which may be a number, as in Python. */
    boolean flag(String name) {
        Object value = values.get(name);
        if (value instanceof Boolean flag) {
            return flag;
        }
        if (value instanceof Number number) {
            return number.doubleValue() != 0;
        }
        throw unfit(name, "True or False");
    }

    /** A list of texts, at least one. */
    List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        if (values.get(name) instanceof List<?> list) {
            list.stream()
                    .filter(String.class::isInstance)
                    .map(String.class::cast)
                    .forEach(texts::add);
            if (!texts.isEmpty() && texts.size() == list.size()) {
                return texts;
            }
        }
        throw unfit(name, "a list of texts");
    }

    /** A list of numbers; none if there is no list. */
    List<Double> numbers(String name) {
        Object value = values.get(name);
        if (value != null && !(value instanceof List)) {
            throw unfit(name, "a list of numbers");
        }
        List<Double> numbers = new ArrayList<>();
        for (Object each : value == null ? List.of() : (List<?>) value) {
            if (!(each instanceof Number number)) {
                throw unfit(name, "a list of numbers");
            }
            numbers.add(number.doubleValue());
        }
        return numbers;
    }

    /** Seconds as samples, without a rest, as {@code int(seconds * rate)} gives them. */
    int samples(String name, int rate) {
        double seconds = number(name);
        try {
            long samples =
                    values.get(name) instanceof Fraction fraction ? fraction.times(rate) : (long) (seconds * rate);
            if (seconds > 0) {
                return Math.toIntExact(samples);
            }
        } catch (ArithmeticException e) {
            // falls through: there is no room for so many
        }
        throw unfit(name, "some seconds");
    }

    private ModelException unfit(String name, String expected) {
        return fault("its argument " + name + " is " + text(values.get(name)) + ", expected " + expected);
    }

    /** As Python writes it, cut off where a file wants to fill the screen. */
    private static String text(Object value) {
        String text = value == null
                ? "None"
                : value instanceof Boolean flag ? (flag ? "True" : "False") : String.valueOf(value);
        return text.length() > 60 ? text.substring(0, 60) + "..." : text;
    }

    /** The refusal of a network that is described so. */
    ModelException fault(String reason) {
        return new ModelException(file + " cannot be imported as " + network + ": " + reason + ".");
    }
}
