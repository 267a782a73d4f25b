// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.settings;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Fills records from a tree, and refuses what does not fit with the path of the key: a key that is unknown, missing, of
 * another type, or that a record's constructor refuses. A typing error must not turn into another model.
 */
final class RecordReader {

    static final String TYPE = "type";

    private RecordReader() {}

    static Object whole(JsonElement json, Class<?> type) {
        return present(json, type, "");
    }

    private static Object value(JsonElement json, Type type, String path) {
        if (type instanceof ParameterizedType several) {
            boolean list = several.getRawType() == List.class;
            Type element = several.getActualTypeArguments()[list ? 0 : 1];
            return json.isJsonNull() ? null : list ? list(json, element, path) : map(json, element, path);
        }
        Class<?> single = (Class<?>) type;
        if (json.isJsonNull()) {
            require(!single.isPrimitive(), path, "has no value");
            return null;
        }
        if (single.isSealed() && single.isInterface()) {
            return kind(json, single, path);
        }
        return single.isRecord() ? record(json, single, path, Set.of()) : plain(json, single, path);
    }

    private static List<Object> list(JsonElement json, Type element, String path) {
        require(json.isJsonArray(), path, "has to be a list, got " + json);
        List<Object> values = new ArrayList<>();
        for (JsonElement each : json.getAsJsonArray()) {
            values.add(present(each, element, path + "[" + values.size() + "]"));
        }
        return values;
    }

    private static Map<String, Object> map(JsonElement json, Type element, String path) {
        require(json.isJsonObject(), path, "has to be keys with values, got " + json);
        Map<String, Object> values = new LinkedHashMap<>();
        json.getAsJsonObject()
                .asMap()
                .forEach((key, each) -> values.put(key, present(each, element, within(path, key))));
        return values;
    }

    /** One of several values, none of which can be left out. */
    private static Object present(JsonElement json, Type type, String path) {
        require(!json.isJsonNull(), path, "has no value");
        return value(json, type, path);
    }

    /** One of several records: an object with a {@code type}, or the mere name of a kind that has no other settings. */
    private static Object kind(JsonElement json, Class<?> family, String path) {
        boolean object = json.isJsonObject();
        JsonElement name = object ? json.getAsJsonObject().get(TYPE) : json;
        Map<String, Class<?>> kinds = Kinds.of(family);
        Class<?> kind = isText(name)
                ? kinds.get(name.getAsString())
                : name == null ? Kinds.implied(family).orElse(null) : null;
        require(kind != null, path, "has the unknown type " + name + "; expected one of " + kinds.keySet());
        return record(object ? json : new JsonObject(), kind, path, Set.of(TYPE));
    }

    private static Object record(JsonElement json, Class<?> type, String path, Set<String> alsoKnown) {
        require(json.isJsonObject(), path, "has to be keys with values, got " + json);
        JsonObject object = json.getAsJsonObject();
        RecordComponent[] components = type.getRecordComponents();
        requireKnown(object, components, path, alsoKnown);
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            values[i] = component(object, components[i], path);
        }
        return construct(type, values, path);
    }

    private static void requireKnown(
            JsonObject object, RecordComponent[] components, String path, Set<String> alsoKnown) {
        Set<String> unknown = new TreeSet<>(object.keySet());
        Arrays.stream(components).map(RecordComponent::getName).forEach(unknown::remove);
        unknown.removeAll(alsoKnown);
        if (!unknown.isEmpty()) {
            String key = unknown.iterator().next();
            String known =
                    Arrays.stream(components).map(RecordComponent::getName).collect(Collectors.joining(", "));
            throw fault(within(path, key), "is unknown; expected one of " + known);
        }
    }

    private static Object component(JsonObject object, RecordComponent component, String path) {
        String inside = within(path, component.getName());
        if (object.has(component.getName())) {
            return value(object.get(component.getName()), component.getGenericType(), inside);
        }
        require(isOmittable(component, object), inside, "is missing");
        return nothing(component.getType());
    }

    private static boolean isOmittable(RecordComponent component, JsonObject object) {
        Omittable omittable = component.getAnnotation(Omittable.class);
        return omittable != null && (omittable.replacedBy().isEmpty() || object.has(omittable.replacedBy()));
    }

    private static Object nothing(Class<?> type) {
        if (!type.isPrimitive()) {
            return null;
        }
        return type == boolean.class ? Boolean.FALSE : plain(new JsonPrimitive(0), type, "");
    }

    private static Object construct(Class<?> type, Object[] values, String path) {
        Class<?>[] types = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            return type.getConstructor(types).newInstance(values);
        } catch (InvocationTargetException e) {
            String reason = e.getCause().getMessage();
            throw new SettingsException(path, reason == null ? e.getCause().toString() : reason);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("settings are public records, unlike " + type, e);
        }
    }

    private static Object plain(JsonElement json, Class<?> type, String path) {
        if (type == String.class) {
            require(isText(json), path, "has to be a text, got " + json);
            return json.getAsString();
        }
        if (type == boolean.class || type == Boolean.class) {
            require(json instanceof JsonPrimitive truth && truth.isBoolean(), path, "is true or false, got " + json);
            return json.getAsBoolean();
        }
        if (type.isEnum()) {
            Map<String, Object> constants = Kinds.constants(type);
            Object constant = isText(json) ? constants.get(json.getAsString()) : null;
            require(constant != null, path, "has to be one of " + constants.keySet() + ", got " + json);
            return constant;
        }
        return number(json, type, path);
    }

    private static Object number(JsonElement json, Class<?> type, String path) {
        require(json instanceof JsonPrimitive number && number.isNumber(), path, "has to be a number, got " + json);
        double value = json.getAsDouble();
        require(Double.isFinite(value), path, "has to be a finite number, got " + json);
        if (type == double.class || type == Double.class) {
            return value;
        }
        require(value == Math.rint(value), path, "has to be a whole number, got " + json);
        boolean small = type == int.class || type == Integer.class;
        long most = small ? Integer.MAX_VALUE : 1L << 53; // a double holds whole numbers up to here
        require(Math.abs(value) <= most, path, "has to be a whole number of at most " + most + ", got " + json);
        if (small) {
            return (int) value;
        }
        return (long) value;
    }

    private static boolean isText(JsonElement json) {
        return json instanceof JsonPrimitive text && text.isString();
    }

    private static String within(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private static void require(boolean fits, String path, String otherwise) {
        if (!fits) {
            throw fault(path, otherwise);
        }
    }

    private static SettingsException fault(String path, String what) {
        return new SettingsException(path, (path.isEmpty() ? "it " : "the key '" + path + "' ") + what);
    }
}
