package org.mir4j.models.store;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import org.mir4j.core.error.ModelException;
import org.mir4j.models.card.CardJson;
import org.mir4j.models.card.ModelCard;
import org.mir4j.models.checkpoint.Checkpoint;
import org.mir4j.models.checkpoint.Tensor;

/** Puts a model in its place in the store: made beside it, moved when whole. */
final class Installation {

    static final String CARD = "model.json";
    static final String WEIGHTS = "weights.safetensors";

    private Installation() {}

    static void install(ModelCard card, Map<String, Tensor> weights, Path models) {
        Path target = models.resolve(card.name());
        try {
            Files.createDirectories(models);
            Path draft = Files.createTempDirectory(models, "." + card.name() + "-");
            try {
                Checkpoint.write(draft.resolve(WEIGHTS), weights);
                ModelCard stored = card.withWeights(Sha256.of(draft.resolve(WEIGHTS)));
                Files.writeString(draft.resolve(CARD), CardJson.write(stored));
                move(draft, target);
            } finally {
                delete(draft);
            }
        } catch (IOException e) {
            throw new ModelException(
                    "The model " + card.name() + " cannot be written to " + target + ": " + e
                            + "; MIR_HOME names another place to keep models in.",
                    e);
        }
    }

    private static void move(Path draft, Path target) throws IOException {
        try {
            Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(draft, target);
        } catch (IOException e) {
            // another process may have installed the same model in the meantime; theirs is as good
            if (!Files.exists(target.resolve(CARD))) {
                throw e;
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
        }
    }
}
