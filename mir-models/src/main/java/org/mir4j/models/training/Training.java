// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training;

import ai.djl.engine.EngineException;
import java.nio.file.Files;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.mir4j.core.error.MirException;
import org.mir4j.core.error.ModelException;
import org.mir4j.models.file.Leftovers;
import org.mir4j.models.run.RunDirectory;
import org.mir4j.models.run.RunLock;
import org.mir4j.models.run.RunSettings;

/** Trains a model, from recordings to weights that can be used. */
public final class Training {

    private final Subject subject;
    private final TrainingRequest request;
    private final TrainingFiles files;
    private final Consumer<String> warnings;

    /**
     * @param subject what is to be trained
     * @param request where, and what to do with a training that is there
     * @param warnings hears what a person should know
     */
    public Training(Subject subject, TrainingRequest request, Consumer<String> warnings) {
        this.subject = subject;
        this.request = request;
        this.warnings = warnings;
        files = new TrainingFiles(request.directory());
    }

    /**
     * Trains until the recipe says that it is done, or until it is told to stop.
     *
     * @param listener hears of every step
     * @param stopped asked before every step
     * @return whether the training is done; false if it was told to stop, and can be gone on with
     * @throws org.mir4j.core.error.MirException if anything is missing or does not fit, or the loss is no finite number
     */
    public boolean run(TrainingListener listener, BooleanSupplier stopped) {
        RunSettings identity = subject.identity();
        RunDirectory directory = new RunDirectory(request.directory());
        RunLock lock = directory.lock();
        try (lock) {
            Leftovers.sweep(request.directory());
            RunDirectory.Existing existing = existing();
            directory.check(identity, existing);
            Optional<TrainingFiles.Saved> saved = saved(existing);
            Beginning beginning = new Beginning(subject.recipe().name(), files.last(), saved);
            try (Course course = subject.prepare(beginning)) {
                saved.ifPresent(state -> requireSame(state.recordings(), course.recordings()));
                if (saved.isEmpty()) {
                    files.clear(); // now that all is known to be well
                }
                directory.begin(identity, existing);
                TrainingState state = saved.map(TrainingFiles.Saved::state).orElseGet(TrainingState::start);
                return new TrainingRun(subject.recipe(), course, files, state, listener, stopped).train();
            }
        } catch (EngineException e) {
            throw new ModelException(
                    "The training ended, because PyTorch failed: " + e.getMessage() + advice(e.getMessage()), e);
        }
    }

    /** What to do about a failure of PyTorch's, by its words. */
    private static String advice(String message) {
        String words = String.valueOf(message).toLowerCase(Locale.ROOT);
        if (words.contains("more than 1 value per channel")) {
            return " A batch norm takes its statistics over a batch, and found one value: make the batch or the window"
                    + " larger, or leave the norm out.";
        }
        return words.contains("memory") || words.contains("alloc")
                ? " There was not enough memory: make the batch or the window smaller."
                : "";
    }

    /** A training that has nothing to show yet has nothing to lose. */
    private RunDirectory.Existing existing() {
        boolean keeps = request.existing() == RunDirectory.Existing.KEEP;
        return keeps && files.areNone() ? RunDirectory.Existing.REPLACE : request.existing();
    }

    /** What is gone on with; empty for a new training, and for one that was stopped before its first checkpoint. */
    private Optional<TrainingFiles.Saved> saved(RunDirectory.Existing existing) {
        if (existing != RunDirectory.Existing.RESUME) {
            return Optional.empty();
        }
        if (Files.exists(files.last())) {
            return Optional.of(files.load(files.last()));
        }
        if (!files.areNone()) {
            throw new MirException("The training in " + request.directory() + " cannot be gone on with: there is no "
                    + files.last().getFileName() + ".");
        }
        warnings.accept("There is no training to go on with in " + request.directory() + "; a new one begins.");
        return Optional.empty();
    }

    private void requireSame(String begun, String now) {
        if (begun != null && !now.equals(begun)) {
            throw new MirException("The training in " + request.directory() + " was begun with other recordings than"
                    + " can be read now (" + begun + " then, " + now + " now): bring back what has changed, or begin"
                    + " anew by --force.");
        }
    }
}
