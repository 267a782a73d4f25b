// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.mir4j.models.card.ModelCard;
import org.mir4j.models.card.Source;

/** The weights that come with this library, so that their models need no network. */
final class Bundle {

    private static final String PLACE = "/org/mir4j/models/weights/";

    private Bundle() {}

    static boolean holds(ModelCard card) {
        return card.source().files().stream().allMatch(file -> Bundle.class.getResource(PLACE + file.file()) != null);
    }

    /** Whether the library has come with other weights, or another card for them, since a model was taken from it. */
    static boolean hasOthersThan(ModelCard installed, ModelCard card) {
        return holds(card) && !card.withWeights(installed.weightsSha256()).equals(installed);
    }

    static void copy(Source.Part file, Path target) throws IOException {
        try (InputStream stream = Bundle.class.getResourceAsStream(PLACE + file.file())) {
            Files.copy(stream, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
