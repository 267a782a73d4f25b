// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.checkpoint;

import com.google.gson.stream.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mir4j.core.error.ModelException;
import org.mir4j.models.checkpoint.SafeTensors.Description;

/**
 * The header of a safetensors file, read piece by piece: a tree of whatever JSON the file has could take fifty times its
 * bytes.
 *
 * @param tensors what it says of them, by name
 * @param notes the texts beside them
 */
record SafeTensorsHeader(Map<String, Description> tensors, Map<String, String> notes) {

    static SafeTensorsHeader of(String json) throws IOException {
        Map<String, Description> tensors = new LinkedHashMap<>();
        Map<String, String> notes = new LinkedHashMap<>();
        JsonReader reader = new JsonReader(new StringReader(json));
        reader.beginObject();
        while (reader.hasNext()) {
            String name = reader.nextName();
            if (name.equals(SafeTensors.METADATA)) {
                readNotes(reader, notes);
            } else if (tensors.put(name, description(name, reader)) != null) {
                throw new ModelException("two of its tensors have the name " + name);
            }
        }
        reader.endObject();
        return new SafeTensorsHeader(tensors, notes);
    }

    private static void readNotes(JsonReader reader, Map<String, String> notes) throws IOException {
        reader.beginObject();
        while (reader.hasNext()) {
            notes.put(reader.nextName(), reader.nextString());
        }
        reader.endObject();
    }

    private static Description description(String name, JsonReader reader) throws IOException {
        String dtype = null;
        long[] shape = null;
        long[] offsets = null;
        reader.beginObject();
        while (reader.hasNext()) {
            String key = reader.nextName();
            switch (key) {
                case "dtype" -> dtype = reader.nextString();
                case "shape" -> shape = sizes(name, reader);
                case "data_offsets" -> offsets = sizes(name, reader);
                default -> throw new ModelException("tensor " + name + " has the unknown key '" + key + "'");
            }
        }
        reader.endObject();
        if (dtype == null || shape == null || offsets == null || offsets.length != 2) {
            throw new ModelException("tensor " + name + " lacks its type, its shape or its two offsets");
        }
        return description(name, dtype, shape, offsets[0], offsets[1]);
    }

    private static long[] sizes(String name, JsonReader reader) throws IOException {
        List<Long> sizes = new ArrayList<>();
        reader.beginArray();
        while (reader.hasNext()) {
            sizes.add(reader.nextLong());
            Tensor.requireFewAxes(name, sizes.size());
        }
        reader.endArray();
        return sizes.stream().mapToLong(Long::longValue).toArray();
    }

    private static Description description(String name, String dtype, long[] shape, long from, long to) {
        NumberType type = NumberType.ofSafetensors(dtype)
                .orElseThrow(() -> new ModelException("tensor " + name + " has the unknown type " + dtype));
        try {
            long size = type.size();
            for (long axis : shape) {
                size = Math.multiplyExact(size, axis);
            }
            if (from >= 0 && Arrays.stream(shape).allMatch(axis -> axis >= 0) && Math.subtractExact(to, from) == size) {
                return new Description(type, shape, from, to);
            }
        } catch (ArithmeticException ignored) {
            // no file has so many bytes, so this cannot fit either
        }
        throw new ModelException("tensor " + name + " of shape " + Arrays.toString(shape) + " does not fit the bytes "
                + from + " to " + to);
    }
}
