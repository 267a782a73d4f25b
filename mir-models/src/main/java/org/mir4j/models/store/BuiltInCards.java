// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.mir4j.models.card.CardJson;
import org.mir4j.models.card.ModelCard;

/**
 * The cards of published models, which come with this library; so do the weights of {@code mir-tagger-1},
 * {@code mir-vocals-2} and {@code mir-vocals-1}.
 */
final class BuiltInCards implements Catalogue {

    private static final List<String> NAMES = List.of(
            "mir-tagger-1",
            "mir-vocals-2",
            "mir-vocals-2",
            "mir-vocals-1",
            "msd-fcn",
            "msd-crnn",
            "mtat-fcn",
            "mtat-crnn",
            "mtat-musicnn",
            "jamendo-fcn",
            "jamendo-crnn",
            "jamendo-musicnn",
            "audioset-mn04",
            "umxhq",
            "umxl",
            "umxse",
            "htdemucs",
            "htdemucs-ft",
            "htdemucs-6s",
            "hdemucs-mmi",
            "mdx-extra",
            "spleeter-2stems",
            "spleeter-4stems",
            "spleeter-5stems",
            "spleeter-2stems-16khz",
            "spleeter-4stems-16khz",
            "spleeter-5stems-16khz");

    @Override
    public List<String> names() {
        return NAMES;
    }

    @Override
    public Optional<ModelCard> find(String name) {
        return NAMES.contains(name) ? Optional.of(read(name)) : Optional.empty();
    }

    private static ModelCard read(String name) {
        String resource = "/org/mir4j/models/card/" + name + ".json";
        try (InputStream stream = BuiltInCards.class.getResourceAsStream(resource)) {
            return CardJson.read(new InputStreamReader(stream, StandardCharsets.UTF_8), resource);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
