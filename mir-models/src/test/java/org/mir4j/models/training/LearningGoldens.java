package org.mir4j.models.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/** The goldens of {@code make_learning.py}. */
public final class LearningGoldens {

    /** One golden, which goes by its name. */
    public record Case(JsonObject json) {

        /** An array of it. */
        public NDArray array(String name, NDManager manager) {
            return LearningGoldens.array(json.getAsJsonObject(name), manager);
        }

        @Override
        public String toString() {
            return json.get("name").getAsString();
        }
    }

    private LearningGoldens() {}

    /** The goldens of {@code losses} or {@code optimisers}. */
    public static Stream<Case> of(String kind) {
        try (Reader reader = new InputStreamReader(
                LearningGoldens.class.getResourceAsStream("/goldens/learning.json"), StandardCharsets.UTF_8)) {
            return JsonParser.parseReader(reader).getAsJsonObject().getAsJsonArray(kind).asList().stream()
                    .map(golden -> new Case(golden.getAsJsonObject()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An array as it is written. */
    public static NDArray array(JsonObject json, NDManager manager) {
        long[] shape = json.getAsJsonArray("shape").asList().stream()
                .mapToLong(JsonElement::getAsLong)
                .toArray();
        return manager.create(floats(json), new Shape(shape));
    }

    /** The numbers of an array as it is written. */
    public static float[] floats(JsonObject json) {
        float[] values = new float[json.getAsJsonArray("values").size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = json.getAsJsonArray("values").get(i).getAsFloat();
        }
        return values;
    }
}
