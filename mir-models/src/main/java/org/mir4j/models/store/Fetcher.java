package org.mir4j.models.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mir4j.core.error.ModelException;
import org.mir4j.models.card.ModelCard;

/**
 * Tries the places where a model's file may be, this library first, and lets nothing pass that has not its checksum.
 */
final class Fetcher {

    private static final String BUNDLED = "/org/mir4j/models/weights/";

    private final Optional<String> mirror;

    Fetcher(Optional<String> mirror) {
        this.mirror = mirror;
    }

    void fetch(ModelCard card, Path target) throws IOException {
        if (isBundled(card, target)) {
            return;
        }
        List<String> failures = new ArrayList<>();
        for (String place : places(card)) {
            try {
                Download.OF_WEIGHTS.fetch(place, target);
            } catch (IOException e) {
                failures.add(place + " (" + e.getMessage() + ")");
                continue;
            }
            requireChecksum(card, place, target);
            return;
        }
        throw new ModelException("The model " + card.name() + " cannot be fetched. Tried: "
                + String.join(", ", failures) + ". On a machine without network, get the file elsewhere, put it as "
                + card.source().file() + " into a directory, and name that in MIR_MODELS_MIRROR.");
    }

    /** Whether the file came with this library, and lies in its place now. */
    private static boolean isBundled(ModelCard card, Path target) throws IOException {
        String resource = BUNDLED + card.source().file();
        try (InputStream stream = Fetcher.class.getResourceAsStream(resource)) {
            if (stream == null) {
                return false;
            }
            Files.copy(stream, target, StandardCopyOption.REPLACE_EXISTING);
        }
        requireChecksum(card, "this library", target);
        return true;
    }

    private List<String> places(ModelCard card) {
        List<String> places = new ArrayList<>();
        mirror.ifPresent(base ->
                places.add(base.replaceAll("/+$", "") + "/" + card.source().file()));
        Optional.ofNullable(card.source().address()).ifPresent(places::add);
        return places;
    }

    private static void requireChecksum(ModelCard card, String place, Path file) throws IOException {
        String found = Sha256.of(file);
        if (!found.equals(card.source().sha256())) {
            throw new ModelException("The file for the model " + card.name() + " from " + place
                    + " is not the published one: its SHA-256 is " + found + ", expected "
                    + card.source().sha256() + ". It was thrown away.");
        }
    }
}
