// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.google.gson.JsonObject;
import java.util.stream.Stream;
import org.mir4j.models.GoldenFile;

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
        return GoldenFile.read("learning").getAsJsonArray(kind).asList().stream()
                .map(golden -> new Case(golden.getAsJsonObject()));
    }

    /** An array as it is written. */
    public static NDArray array(JsonObject json, NDManager manager) {
        return GoldenFile.array(GoldenFile.tensor(json), manager);
    }

    /** The numbers of an array as it is written. */
    public static float[] floats(JsonObject json) {
        return GoldenFile.tensor(json).values();
    }
}
