package org.mir4j.models.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.mir4j.core.error.ModelException;
import org.mir4j.core.error.Reason;
import org.mir4j.models.card.CardJson;
import org.mir4j.models.card.ModelCard;
import org.mir4j.models.checkpoint.Checkpoint;
import org.mir4j.models.checkpoint.Tensor;

/** Puts a model in its place in the store: made beside it, moved when whole. */
final class Installation {

    static final String CARD = "model.json";
    static final String WEIGHTS = "weights.safetensors";

    private Installation() {}

    /** Puts a model in its place; one that is there already is replaced. */
    static void replace(ModelCard card, Map<String, Tensor> weights, Path models) {
        install(card, weights, models, true);
    }

    /** Puts a model in a place that is free. */
    static void add(ModelCard card, Map<String, Tensor> weights, Path models) {
        install(card, weights, models, false);
    }

    private static void install(ModelCard card, Map<String, Tensor> weights, Path models, boolean replacing) {
        Path target = models.resolve(card.name());
        try {
            Files.createDirectories(models);
            Leftovers.sweepDrafts(models);
            // not a temporary directory by Java's means: nobody else could read what is moved out of one
            Path draft = Files.createDirectory(models.resolve("." + card.name() + "-" + UUID.randomUUID()));
            try {
                Checkpoint.write(draft.resolve(WEIGHTS), weights);
                ModelCard stored = card.withWeights(Sha256.of(draft.resolve(WEIGHTS)));
                Files.writeString(draft.resolve(CARD), CardJson.write(stored));
                place(draft, target, replacing);
            } finally {
                delete(draft);
            }
        } catch (IOException e) {
            throw new ModelException(
                    "The model " + card.name() + " cannot be written to " + target + ": " + Reason.of(e)
                            + "; MIR_HOME names another place to keep models in.",
                    e);
        }
    }

    /** The refusal of a name under which there is a model. */
    static ModelException taken(String name) {
        return new ModelException("There is a model named '" + name + "' already; choose another name.");
    }

    private static void place(Path draft, Path target, boolean replacing) throws IOException {
        try {
            Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            if (!Files.isDirectory(target)) {
                throw e;
            }
            if (!replacing && Files.exists(target.resolve(CARD))) {
                throw taken(target.getFileName().toString());
            }
            // A directory that is not empty cannot be replaced in one step, a file can. Whoever reads meanwhile finds
            // whole files, and the same model whichever of them are new: a published model has one file of weights.
            for (String file : List.of(WEIGHTS, CARD)) {
                Files.move(draft.resolve(file), target.resolve(file), StandardCopyOption.ATOMIC_MOVE);
            }
        }
    }

    static void delete(Path directory) throws IOException {
        if (Files.notExists(directory)) {
            return;
        }
        try (Stream<Path> inside = Files.walk(directory)) {
            for (Path path : inside.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause(); // the stream cannot throw it otherwise
        }
    }
}
