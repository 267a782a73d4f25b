// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training;

import java.nio.file.Path;
import org.mir4j.core.error.MirException;

/**
 * Told how a training proceeds: first, on several threads but one at a time, how recordings are made ready, then of steps
 * and epochs on the thread that trains.
 */
public interface TrainingListener {

    /**
     * One more recording is ready for one kind of work.
     *
     * @param work for example {@code features} or a teacher's name
     * @param done how many are ready
     * @param all how many there are
     */
    default void prepared(String work, int done, int all) {}

    /**
     * A recording cannot be used, and is left out.
     *
     * @param file the recording
     * @param reason why
     */
    default void leftOut(Path file, MirException reason) {}

    /**
     * Something else that a person should know.
     *
     * @param message a whole sentence
     */
    default void warned(String message) {}

    /**
     * A step is done.
     *
     * @param step what there is to know of it
     */
    default void stepped(StepReport step) {}

    /**
     * An epoch is done and validated.
     *
     * @param epoch what there is to know of it
     */
    default void finished(EpochReport epoch) {}

    /**
     * One step of a training.
     *
     * @param epoch its epoch, from 1
     * @param epochs how many there are at most
     * @param batch its place in the epoch, from 1
     * @param batches of an epoch
     * @param loss the mean of the epoch so far
     * @param best the best validation so far; NaN before the first
     * @param examplesPerSecond windows per second, of the last steps
     * @param secondsLeft how long the rest will take, if nothing stops it early
     */
    record StepReport(
            int epoch,
            int epochs,
            int batch,
            int batches,
            double loss,
            double best,
            double examplesPerSecond,
            double secondsLeft) {}

    /**
     * One epoch of a training.
     *
     * @param epoch its number, from 1
     * @param step how many steps were done at its end
     * @param rate the learning rate at its end
     * @param loss the mean over its batches
     * @param validation what the network reached after it
     * @param best whether it is better than all before: by its figure, or of the same figure by its loss
     * @param examplesPerSecond windows per second, validation left out
     * @param seconds that the training has taken so far
     */
    record EpochReport(
            int epoch,
            long step,
            double rate,
            double loss,
            Validation validation,
            boolean best,
            double examplesPerSecond,
            double seconds) {}
}
