// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training.recipe;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.mir4j.models.training.tagging.TaggingRecipe;

/** Texts of recipes, for tests that need some recipe and no particular one. */
public final class Recipes {

    /** What a recipe has at least: it starts from a model, and says how that goes on. */
    public static final String LEAST =
            """
            name: least
            data:
              dataset: songs
              train: [train]
              validation: [valid]
            init: teacher
            loss: binary-cross-entropy
            optimiser:
              type: adam
              rate: 0.001
            batch: 4
            epochs: 2
            seed: 1
            """;

    private static final String FRONT_END =
            """
            frontEnd:
              sampleRate: 8000
              preEmphasis: 0
              stft: {fftSize: 128, windowLength: 128, hop: 64, window: hann-periodic, padding: reflect}
              power: 2
              mel: {bands: 16, minHertz: 0, maxHertz: 4000, scale: htk, norm: none, triangles: hertz}
              log: {form: decibels, constant: 1e-10, range: 0}
            """;

    private Recipes() {}

    /** The lines of a small front-end: 16 bands up to 4 kHz in decibels, shifted and scaled. */
    public static String frontEnd(double shift, double scale) {
        return FRONT_END + "  shift: " + shift + "\n  scale: " + scale + "\n";
    }

    /** A recipe that leaves out nothing. */
    public static String whole() {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Recipes.class.getResourceAsStream("/recipes/whole.yaml"), StandardCharsets.UTF_8))) {
            return reader.lines().collect(Collectors.joining("\n", "", "\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The least recipe with some more lines. */
    public static TaggingRecipe with(String... lines) {
        return (TaggingRecipe) RecipeFile.parse(LEAST + String.join("\n", lines), "recipe.yaml");
    }
}
