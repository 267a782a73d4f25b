// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.mir4j.core.error.ModelException;
import org.mir4j.core.error.Reason;
import org.mir4j.models.card.ModelCard;
import org.mir4j.models.file.AtomicFile;
import org.mir4j.models.file.StaleDrafts;

/** Puts a model in its place in the store: made beside it, moved when whole. */
final class Installation {

    private static final String LOCK = ".lock";

    /** A lock on a file keeps other processes out, and throws where it should keep out another thread. */
    private static final Lock IN_PROCESS = new ReentrantLock();

    private Installation() {}

    /** Puts a model in its place; one that is there already is replaced. */
    static void replace(ModelCard card, ModelWeights weights, Path models) {
        install(card, weights, models, true);
    }

    /** Puts a model in a place that is free. */
    static void add(ModelCard card, ModelWeights weights, Path models) {
        install(card, weights, models, false);
    }

    private static void install(ModelCard card, ModelWeights weights, Path models, boolean replacing) {
        Path target = models.resolve(card.name());
        try {
            Files.createDirectories(models);
            StaleDrafts.sweep(models);
            // not a temporary directory by Java's means: nobody else could read what is moved out of one
            Path draft = Files.createDirectory(AtomicFile.draftOf(target));
            try {
                ModelFiles.write(draft, weights, card::withWeights);
                place(draft, target);
            } catch (DirectoryNotEmptyException | FileAlreadyExistsException e) {
                replace(card, weights, target, replacing);
            } finally {
                StaleDrafts.delete(draft);
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

    private static void place(Path draft, Path target) throws IOException {
        try {
            Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
            AtomicFile.forceDirectory(target.getParent());
        } catch (IOException e) {
            // how a move fails that finds a directory with something in it depends on the system
            throw Files.isDirectory(target) ? new DirectoryNotEmptyException(target.toString()) : e;
        }
    }

    /** Replaces what cannot be replaced in one step, a directory that is not empty. */
    private static void replace(ModelCard card, ModelWeights weights, Path target, boolean replacing)
            throws IOException {
        IN_PROCESS.lock();
        try (FileChannel lock =
                FileChannel.open(target.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            lock.lock(); // until it is closed
            if (!replacing && Files.exists(target.resolve(ModelFiles.CARD))) {
                throw taken(target.getFileName().toString());
            }
            ModelFiles.write(target, weights, card::withWeights);
        } finally {
            IN_PROCESS.unlock();
        }
    }
}
