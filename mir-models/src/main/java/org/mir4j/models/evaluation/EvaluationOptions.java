// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.evaluation;

import java.util.Objects;
import java.util.Optional;
import org.mir4j.audio.window.Windowing;
import org.mir4j.core.metric.Bootstrap;
import org.mir4j.models.ExistingRun;

/**
 * How a system is evaluated.
 *
 * @param workers how many tracks are worked on at once, from 1
 * @param existing what to do with a run that the directory holds already
 * @param windowing how taggers cut recordings
 * @param labels which tags stand for the labels of the dataset
 * @param bootstrap how tracks are resampled for the confidence intervals
 * @param listener is told of every track
 * @param remote scores the tracks of models in the place of this process; empty for this process
 */
public record EvaluationOptions(
        int workers,
        ExistingRun existing,
        Windowing windowing,
        LabelMap.Source labels,
        Bootstrap bootstrap,
        EvaluationListener listener,
        Optional<RemoteTracks> remote) {

    /** Refuses fewer than one worker. */
    public EvaluationOptions {
        if (workers < 1) {
            throw new IllegalArgumentException("at least one track is worked on at once, got " + workers);
        }
        Objects.requireNonNull(existing, "existing");
        Objects.requireNonNull(windowing, "windowing");
        Objects.requireNonNull(labels, "labels");
        Objects.requireNonNull(bootstrap, "bootstrap");
        Objects.requireNonNull(listener, "listener");
        Objects.requireNonNull(remote, "remote");
    }

    /**
     * The usual way: one track per core, a run that is there is left alone, consecutive windows, labels that are tags of
     * the same name, 95 % intervals of 1000 resamples, and nobody is told.
     *
     * @return the options
     */
    public static EvaluationOptions standard() {
        return new EvaluationOptions(
                Runtime.getRuntime().availableProcessors(),
                ExistingRun.KEEP,
                new Windowing.Consecutive(),
                LabelMap::same,
                Bootstrap.standard(),
                new EvaluationListener() {},
                Optional.empty());
    }

    /**
     * Works on another number of tracks at once.
     *
     * @param count from 1
     * @return changed options
     */
    public EvaluationOptions withWorkers(int count) {
        return new EvaluationOptions(count, existing, windowing, labels, bootstrap, listener, remote);
    }

    /**
     * Resumes or replaces a run that is there.
     *
     * @param choice what to do with it
     * @return changed options
     */
    public EvaluationOptions withExisting(ExistingRun choice) {
        return new EvaluationOptions(workers, choice, windowing, labels, bootstrap, listener, remote);
    }

    /**
     * Cuts recordings in another way.
     *
     * @param cut how taggers cut recordings
     * @return changed options
     */
    public EvaluationOptions withWindowing(Windowing cut) {
        return new EvaluationOptions(workers, existing, cut, labels, bootstrap, listener, remote);
    }

    /**
     * Lets other tags stand for the labels.
     *
     * @param source for example {@link LabelMap#file}
     * @return changed options
     */
    public EvaluationOptions withLabels(LabelMap.Source source) {
        return new EvaluationOptions(workers, existing, windowing, source, bootstrap, listener, remote);
    }

    /**
     * Measures other confidence intervals.
     *
     * @param resampling how tracks are resampled; {@link Bootstrap#none()} for no intervals
     * @return changed options
     */
    public EvaluationOptions withBootstrap(Bootstrap resampling) {
        return new EvaluationOptions(workers, existing, windowing, labels, resampling, listener, remote);
    }

    /**
     * Tells somebody how far the evaluation is.
     *
     * @param told of every track
     * @return changed options
     */
    public EvaluationOptions withListener(EvaluationListener told) {
        return new EvaluationOptions(workers, existing, windowing, labels, bootstrap, told, remote);
    }

    /**
     * Has the tracks of models scored somewhere else.
     *
     * @param elsewhere scores them, in its own number at once
     * @return changed options
     */
    public EvaluationOptions withRemote(RemoteTracks elsewhere) {
        return new EvaluationOptions(workers, existing, windowing, labels, bootstrap, listener, Optional.of(elsewhere));
    }
}
