// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.settings;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;

/** Makes a tree of records, such as {@link RecordReader} reads. */
final class RecordWriter {

    private final boolean formerLeftOut;

    /**
     * @param formerLeftOut whether settings are left out that have the value that was in effect before they were added
     */
    RecordWriter(boolean formerLeftOut) {
        this.formerLeftOut = formerLeftOut;
    }

    JsonElement tree(Object value) {
        if (value instanceof List<?> several) {
            JsonArray array = new JsonArray();
            several.forEach(each -> array.add(tree(each)));
            return array;
        }
        if (value instanceof Map<?, ?> map) {
            JsonObject object = new JsonObject();
            map.forEach((key, each) -> object.add(key.toString(), tree(each)));
            return object;
        }
        return value instanceof Record settings ? record(settings) : plain(value);
    }

    private JsonElement record(Record settings) {
        Class<?> type = settings.getClass();
        RecordComponent[] components = type.getRecordComponents();
        boolean named = type.isAnnotationPresent(Named.class);
        if (named && components.length == 0) {
            return new JsonPrimitive(Kinds.name(type));
        }
        JsonObject object = new JsonObject();
        if (named && !Kinds.isImplied(type)) {
            object.addProperty(RecordReader.TYPE, Kinds.name(type));
        }
        for (RecordComponent component : components) {
            JsonElement value = tree(read(settings, component));
            if (!isLeftOut(component.getAnnotation(Omittable.class), value)) {
                object.add(component.getName(), value);
            }
        }
        return object;
    }

    private boolean isLeftOut(Omittable omittable, JsonElement value) {
        if (omittable == null) {
            return false;
        }
        boolean former =
                (value.isJsonPrimitive() ? value.getAsString() : value.toString()).equals(omittable.formerly());
        return value.isJsonNull() || formerLeftOut && !omittable.formerly().isEmpty() && former;
    }

    private static Object read(Record settings, RecordComponent component) {
        try {
            return component.getAccessor().invoke(settings);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("settings are public records, unlike " + settings.getClass(), e);
        }
    }

    private static JsonElement plain(Object value) {
        if (value == null) {
            return JsonNull.INSTANCE;
        }
        if (value instanceof Number number) {
            return new JsonPrimitive(number);
        }
        if (value instanceof Boolean truth) {
            return new JsonPrimitive(truth);
        }
        return new JsonPrimitive(value instanceof Enum<?> constant ? Kinds.word(constant) : value.toString());
    }
}
