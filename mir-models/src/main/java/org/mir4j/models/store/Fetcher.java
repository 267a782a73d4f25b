package org.mir4j.models.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mir4j.core.error.ModelException;
import org.mir4j.models.card.ModelCard;

/**
 * Tries the places where a model's file may be, this library first, and lets nothing pass that has not its checksum.
 */
final class Fetcher {

    private final Optional<String> mirror;

    Fetcher(Optional<String> mirror) {
        this.mirror = mirror;
    }

    void fetch(ModelCard card, Path target) throws IOException {
        if (Bundle.holds(card)) {
            Bundle.copy(card, target);
            requireChecksum(card, "this library", target);
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
