package org.mir4j.models.training.run;

/**
 * One epoch of a training.
 *
 * @param epoch its number, from 1
 * @param step how many steps were done at its end
 * @param rate the learning rate at its end
 * @param loss the mean over its batches
 * @param validation what the network reached after it
 * @param best whether it is better than all before: by its figure, or of the same figure by its loss
 * @param examplesPerSecond windows a second, validation left out
 * @param seconds that the training has taken so far
 */
public record EpochReport(
        int epoch,
        long step,
        double rate,
        double loss,
        Validation validation,
        boolean best,
        double examplesPerSecond,
        double seconds) {}
