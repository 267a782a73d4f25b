// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.evaluation;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.mir4j.core.concurrent.ParallelMap;
import org.mir4j.core.error.MirException;
import org.mir4j.models.run.RunDirectory;

/**
 * Goes over tracks on several threads and writes down what was found of each as soon as it is known. What an earlier
 * session has scored is left as it is; what failed is tried again.
 *
 * @param <T> a track
 */
final class EvaluationRun<T> {

    /**
     * Scores tracks, one at a time or several on several threads.
     *
     * @param <T> a track
     */
    @FunctionalInterface
    interface Scoring<T> {

        /**
         * Scores a track.
         *
         * @param line of the results, to be filled in
         * @param warnings takes what a reader of the scores should know of the track, in sentences; it is kept where
         *     scoring fails, too
         */
        void score(T track, JsonObject line, List<String> warnings);
    }

    private final RunDirectory directory;
    private final Function<T, String> name;
    private final EvaluationListener listener;

    /**
     * @param directory where results go; open
     * @param name of a track
     * @param listener is told of every track
     */
    EvaluationRun(RunDirectory directory, Function<T, String> name, EvaluationListener listener) {
        this.directory = directory;
        this.name = name;
        this.listener = listener;
    }

    /**
     * Scores all tracks that are not scored yet.
     *
     * @param tracks all tracks
     * @param workers how many are worked on at once
     * @param results takes the lines that are there, and those that are added
     * @param scoring of a track; whatever it throws, want of memory included, becomes the cause of the track's failure
     * @return how many tracks were not scored yet
     * @throws MirException if results cannot be read or written, or the calling thread is interrupted
     */
    int run(List<T> tracks, int workers, TrackResults<?> results, Scoring<T> scoring) {
        return run(tracks, results, (left, file) -> {
            Function<T, T> work = track -> {
                keep(line(name.apply(track), track, scoring), file, results);
                return track;
            };
            ParallelMap.all("evaluation", left, work, workers, done -> {});
        });
    }

    /**
     * Has all tracks scored somewhere else that are not scored yet.
     *
     * @param tracks all tracks
     * @param remote scores them
     * @param results takes the lines that are there, and those that are added
     * @return how many tracks were not scored yet
     * @throws MirException if results cannot be read or written, or the tracks cannot be scored
     */
    int run(List<T> tracks, RemoteTracks remote, TrackResults<?> results) {
        return run(
                tracks,
                results,
                (left, file) -> remote.score(
                        left.stream().map(name).toList(),
                        line -> keep(JsonParser.parseString(line).getAsJsonObject(), file, results)));
    }

    /** What scores the tracks that are left, and keeps the lines. */
    private interface Work<T> {
        void on(List<T> left, ResultsFile file);
    }

    private int run(List<T> tracks, TrackResults<?> results, Work<T> work) {
        try (ResultsFile file = ResultsFile.open(directory.resultsFile())) {
            ResultsFile.read(directory.resultsFile(), results::add);
            List<T> left = tracks.stream()
                    .filter(track -> results.scores(name.apply(track)) == null)
                    .toList();
            listener.started(tracks.size(), tracks.size() - left.size());
            if (!left.isEmpty()) {
                work.on(left, file);
            }
            return left.size();
        }
    }

    /** Writes a line down and tells of it. */
    private void keep(JsonObject line, ResultsFile file, TrackResults<?> results) {
        synchronized (results) {
            file.append(line);
            results.add(line);
        }
        synchronized (listener) {
            String track = TrackResults.track(line);
            TrackResults.warnings(line).forEach(warning -> listener.warned(track, warning));
            listener.finished(track, Optional.ofNullable(TrackResults.error(line)));
        }
    }

    /**
     * Scores one track.
     *
     * @param id its name
     * @return the line of the results: its scores, or the cause of its failure, whatever that is
     * @throws MirException if the calling thread is interrupted
     */
    static <T> JsonObject line(String id, T track, Scoring<T> scoring) {
        List<String> warnings = Collections.synchronizedList(new ArrayList<>()); // decoders have threads of their own
        JsonObject line = scored(id, track, scoring, warnings);
        TrackResults.warn(line, warnings);
        return line;
    }

    private static <T> JsonObject scored(String id, T track, Scoring<T> scoring, List<String> warnings) {
        try {
            JsonObject line = TrackResults.line(id);
            scoring.score(track, line, warnings);
            return line;
        } catch (RuntimeException | Error e) {
            if (Thread.currentThread().isInterrupted()) {
                throw e; // the track is as good as any: it is to be scored when the run is resumed
            }
            return TrackResults.failed(id, cause(e));
        }
    }

    private static String cause(Throwable error) {
        if (error instanceof MirException) {
            return error.getMessage();
        }
        if (error instanceof OutOfMemoryError) {
            return "There was not enough memory for it (" + error.getMessage()
                    + "). Fewer tracks at once or a larger heap may help.";
        }
        return "Something went wrong inside the program: " + error + ".";
    }
}
