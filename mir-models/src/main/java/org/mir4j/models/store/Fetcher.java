// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mir4j.core.dataset.Checksum;
import org.mir4j.core.error.ModelException;
import org.mir4j.models.card.ModelCard;
import org.mir4j.models.card.Source;
import org.mir4j.models.checkpoint.Checkpoint;
import org.mir4j.models.checkpoint.Tensor;
import org.mir4j.models.file.AtomicFile;
import org.mir4j.models.file.Download;

/**
 * Tries the places where a model's files may be, this library first, and lets nothing pass that has not its checksum.
 */
final class Fetcher {

    private final Optional<String> mirror;
    private final Path cache;

    /**
     * @param mirror a directory or base URL that is tried before upstream
     * @param cache a directory in which files lie until they have been read
     */
    Fetcher(Optional<String> mirror, Path cache) {
        this.mirror = mirror;
        this.cache = cache;
    }

    /**
     * What has been fetched.
     *
     * @param card of the model, by which its weights are used
     * @param tensors of each of its files
     */
    record Fetched(ModelCard card, List<Map<String, Tensor>> tensors) {}

    /** A model's files. */
    Fetched fetch(ModelCard card) throws IOException {
        List<Path> drafts = new ArrayList<>();
        try {
            List<Source.Part> missing = new ArrayList<>();
            List<String> failures = new ArrayList<>();
            for (Source.Part file : card.source().files()) {
                Path draft = Files.createFile(AtomicFile.draftOf(cache.resolve(card.name())));
                drafts.add(draft);
                if (!fetch(card, file, draft, failures)) {
                    missing.add(file);
                }
            }
            if (!missing.isEmpty()) {
                throw unreachable(card, missing, failures);
            }
            ModelCard settled = DemucsImport.settled(card, drafts);
            return new Fetched(settled, drafts.stream().map(Checkpoint::read).toList());
        } finally {
            drafts.forEach(Fetcher::deleteQuietly);
        }
    }

    private boolean fetch(ModelCard card, Source.Part file, Path target, List<String> failures) throws IOException {
        if (Bundle.holds(card)) {
            Bundle.copy(file, target);
            requireChecksum(card, file, "this library", target);
            return true;
        }
        for (String place : places(file)) {
            try {
                Download.OF_WEIGHTS.fetch(place, target);
            } catch (IOException e) {
                failures.add(place + " (" + e.getMessage() + ")");
                continue;
            }
            requireChecksum(card, file, place, target);
            return true;
        }
        return false;
    }

    private List<String> places(Source.Part file) {
        List<String> places = new ArrayList<>();
        mirror.map(base -> base.replaceAll("/+$", "") + "/").ifPresent(base -> {
            places.add(base + file.file());
            Optional.ofNullable(file.address())
                    .map(address -> address.substring(address.lastIndexOf('/') + 1))
                    .filter(name -> name.contains(file.sha256())) // what tells by its name which file it is
                    .filter(name -> !name.equals(file.file()))
                    .ifPresent(name -> places.add(base + name));
        });
        Optional.ofNullable(file.address()).ifPresent(places::add);
        return places;
    }

    private static ModelException unreachable(ModelCard card, List<Source.Part> missing, List<String> failures) {
        int all = card.source().files().size();
        String which = all == 1 ? "" : " " + missing.size() + " of its " + all + " files cannot be had.";
        String files = missing.size() == 1 ? "the file" : "the files";
        String names = String.join(", ", missing.stream().map(Source.Part::file).toList());
        return new ModelException("The model " + card.name() + " cannot be fetched." + which + " Tried: "
                + String.join(", ", failures) + ". On a machine without network, get " + files + " elsewhere, put "
                + (missing.size() == 1 ? "it" : "them") + " as " + names
                + " into a directory, and name that in MIR_MODELS_MIRROR.");
    }

    private static void requireChecksum(ModelCard card, Source.Part file, String place, Path found) throws IOException {
        String sha256 = Checksum.sha256Of(found).hex();
        if (!file.isOf(sha256)) {
            boolean whole = file.sha256().length() == sha256.length();
            throw new ModelException("The file for the model " + card.name() + " from " + place
                    + " is not the published one: its SHA-256 is " + sha256 + ", expected "
                    + (whole ? "" : "one that begins with ") + file.sha256() + ". It was thrown away.");
        }
    }

    private static void deleteQuietly(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException ignored) {
            // a left-over draft harms nobody, and must not hide what went wrong before
        }
    }
}
