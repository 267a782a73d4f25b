// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training.recipe;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The recipes that come with this library: the folder {@code recipes} of the project. */
public final class ShippedRecipes {

    private static final String FOLDER = "recipes/";
    private static final String ENDING = ".yaml";

    private static final List<String> NAMES = List.of(
            "ast",
            "conv-net",
            "crnn",
            "events",
            "fcn",
            "fine-tune",
            "lstm",
            "mir-tagger-1",
            "mir-vocals-2",
            "mir1k-band-split",
            "mir1k-unet",
            "mobilenet",
            "musicnn",
            "sample-cnn",
            "short-chunk-cnn",
            "transfer",
            "transformer",
            "vocals");

    private ShippedRecipes() {}

    /**
     * Their names.
     *
     * @return in alphabetical order
     */
    public static List<String> names() {
        return NAMES;
    }

    /**
     * The name of a recipe, however it is written.
     *
     * @param text {@code NAME}, {@code NAME.yaml} or {@code recipes/NAME.yaml}
     * @return the name; empty if no recipe of that name comes with this library
     */
    public static Optional<String> named(String text) {
        String file = text.startsWith(FOLDER) ? text.substring(FOLDER.length()) : text;
        String name = file.endsWith(ENDING) ? file.substring(0, file.length() - ENDING.length()) : file;
        return NAMES.contains(name) ? Optional.of(name) : Optional.empty();
    }

    /**
     * A recipe as it was written.
     *
     * @param name one of {@link #names}
     * @return YAML with its comments
     */
    public static String text(String name) {
        try (InputStream in = ShippedRecipes.class.getResourceAsStream(name + ENDING)) {
            if (in == null) {
                throw new IllegalStateException("the recipe " + name + " is missing among this library's resources");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * What a recipe is for, in its own words.
     *
     * @param name one of {@link #names}
     * @return the first sentence of the comment at its head
     */
    public static String summary(String name) {
        String comment = text(name)
                .lines()
                .takeWhile(line -> line.startsWith("# "))
                .map(line -> line.substring(2))
                .collect(Collectors.joining(" "));
        return comment.replaceAll("(?<=[^.]{12}\\.) [A-Z].*", "");
    }
}
