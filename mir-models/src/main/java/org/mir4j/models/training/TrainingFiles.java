// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.mir4j.core.error.MirException;
import org.mir4j.core.error.ModelException;
import org.mir4j.core.error.Reason;
import org.mir4j.models.card.ModelCard;
import org.mir4j.models.checkpoint.Checkpoint;
import org.mir4j.models.checkpoint.Tensor;
import org.mir4j.models.file.AtomicFile;
import org.mir4j.models.store.ModelDirectory;

/**
 * The files of a training: the last and the best checkpoint with all that is needed to resume, the best weights as a
 * model, and a table of the epochs. Each appears whole or not at all.
 *
 * @param directory of the run
 */
public record TrainingFiles(Path directory) {

    private static final String MODEL = "model.";
    private static final String OPTIMISER = "optimiser."; // as files of old have it
    private static final String RECORDINGS = "recordings";

    /**
     * Where the last checkpoint lies.
     *
     * @return a file that may not exist yet
     */
    public Path last() {
        return directory.resolve("last.safetensors");
    }

    /**
     * Where the best checkpoint lies.
     *
     * @return a file that may not exist yet
     */
    public Path best() {
        return directory.resolve("best.safetensors");
    }

    /**
     * The table of the epochs.
     *
     * @return a file that may not exist yet
     */
    public Path metrics() {
        return directory.resolve("metrics.csv");
    }

    /**
     * The table of what the best epoch reached on each label.
     *
     * @return a file that may not exist yet
     */
    public Path labels() {
        return directory.resolve("labels.csv");
    }

    /**
     * The picture of the epochs.
     *
     * @return a file that may not exist yet
     */
    public Path curves() {
        return directory.resolve("curves.png");
    }

    private Path card() {
        return directory.resolve("model.json");
    }

    private Path weights() {
        return directory.resolve("weights.safetensors");
    }

    private List<Path> all() {
        return List.of(last(), best(), metrics(), labels(), curves(), card(), weights());
    }

    /** Whether a training has left nothing here. */
    boolean areNone() {
        return all().stream().noneMatch(Files::exists);
    }

    /** Removes all that an earlier training left, and nothing else. */
    void clear() {
        for (Path file : all()) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                throw new MirException(file + " cannot be removed: " + Reason.of(e) + ".", e);
            }
        }
        try {
            ModelDirectory.clear(directory);
        } catch (IOException e) {
            throw new MirException("The model in " + directory + " cannot be removed: " + Reason.of(e) + ".", e);
        }
    }

    void save(Path checkpoint, ResumeState saved) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        saved.weights().forEach((name, tensor) -> tensors.put(MODEL + name, tensor));
        saved.optimizerState().forEach((name, tensor) -> tensors.put(OPTIMISER + name, tensor));
        Map<String, String> notes = new LinkedHashMap<>(saved.progress().notes());
        notes.put(RECORDINGS, saved.recordings());
        write(checkpoint, draft -> Checkpoint.write(draft, tensors, notes));
    }

    ResumeState load(Path checkpoint) {
        Map<String, Tensor> weights = new LinkedHashMap<>();
        Map<String, Tensor> optimizerState = new LinkedHashMap<>();
        Checkpoint.read(checkpoint).forEach((name, tensor) -> {
            if (name.startsWith(MODEL)) {
                weights.put(name.substring(MODEL.length()), tensor);
            } else if (name.startsWith(OPTIMISER)) {
                optimizerState.put(name.substring(OPTIMISER.length()), tensor);
            }
        });
        try {
            Map<String, String> notes = Checkpoint.notes(checkpoint);
            return new ResumeState(weights, optimizerState, notes.get(RECORDINGS), ResumeState.Progress.of(notes));
        } catch (ModelException e) {
            throw new ModelException(checkpoint + " is no checkpoint of a training: " + e.getMessage() + ".", e);
        }
    }

    /**
     * Makes the directory a model that can be used while it is trained further.
     *
     * @param card of the model
     * @param weights of the model
     */
    public void publish(ModelCard card, Map<String, Tensor> weights) {
        try {
            ModelDirectory.write(directory, weights, card::withOwnWeights);
        } catch (IOException e) {
            throw unwritable(weights(), e);
        }
    }

    /**
     * Writes a table.
     *
     * @param file one of the run's
     * @param lines of the table
     */
    public void writeLines(Path file, List<String> lines) {
        write(file, draft -> Files.write(draft, lines));
    }

    /**
     * A figure as it stands in a table.
     *
     * @param value any
     * @return six digits, or nothing where it is undefined
     */
    public static String figure(double value) {
        return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.6f", value);
    }

    private static void write(Path file, AtomicFile.Content content) {
        try {
            AtomicFile.write(file, content);
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    private static MirException unwritable(Path file, IOException e) {
        return new MirException(
                file + " cannot be written: " + Reason.of(e) + ". What was there before is still whole.", e);
    }
}
