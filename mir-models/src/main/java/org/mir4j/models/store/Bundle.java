package org.mir4j.models.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.mir4j.models.card.ModelCard;

/** The weights that come with this library, so that their models need no network. */
final class Bundle {

    private static final String PLACE = "/org/mir4j/models/weights/";

    private Bundle() {}

    static boolean holds(ModelCard card) {
        return Bundle.class.getResource(PLACE + card.source().file()) != null;
    }

    /** Whether the library has come with other weights for a card since some were taken from it. */
    static boolean hasOthersThan(ModelCard installed, ModelCard card) {
        return holds(card) && !card.source().sha256().equals(installed.source().sha256());
    }

    static void copy(ModelCard card, Path target) throws IOException {
        try (InputStream stream =
                Bundle.class.getResourceAsStream(PLACE + card.source().file())) {
            Files.copy(stream, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
