package org.mir4j.models.training.run;

/**
 * One step of a training.
 *
 * @param epoch its epoch, from 1
 * @param epochs how many there are at most
 * @param batch its place in the epoch, from 1
 * @param batches of an epoch
 * @param loss the mean of the epoch so far
 * @param best the best validation so far; NaN before the first
 * @param examplesPerSecond windows a second, of the last steps
 * @param secondsLeft how long the rest will take, if nothing stops it early
 */
public record StepReport(
        int epoch,
        int epochs,
        int batch,
        int batches,
        double loss,
        double best,
        double examplesPerSecond,
        double secondsLeft) {}
