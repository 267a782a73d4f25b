// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.mir4j.models.checkpoint.Tensor;

/** Goldens as the Python scripts write them: {@code goldens/NAME.json}, with arrays of a shape and values. */
public final class GoldenFile {

    private GoldenFile() {}

    /** All of a file. */
    public static JsonObject read(String name) {
        try (Reader reader = new InputStreamReader(
                GoldenFile.class.getResourceAsStream("/goldens/" + name + ".json"), StandardCharsets.UTF_8)) {
            return JsonParser.parseReader(reader).getAsJsonObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An array as it is written. */
    public static Tensor tensor(JsonObject golden) {
        JsonArray values = golden.getAsJsonArray("values");
        float[] numbers = new float[values.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = values.get(i).getAsFloat();
        }
        long[] shape = golden.getAsJsonArray("shape").asList().stream()
                .mapToLong(JsonElement::getAsLong)
                .toArray();
        return new Tensor(shape, numbers);
    }

    /** Arrays by their names. */
    public static Map<String, Tensor> tensors(JsonObject state) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        state.keySet().forEach(name -> tensors.put(name, tensor(state.getAsJsonObject(name))));
        return tensors;
    }

    /** A tensor as an array. */
    public static NDArray array(Tensor tensor, NDManager manager) {
        return manager.create(tensor.values(), new Shape(tensor.shape()));
    }
}
