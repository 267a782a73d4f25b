// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.evaluation.run;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.mir4j.core.error.MirException;
import org.mir4j.models.run.RunDirectory;

/**
 * Goes over tracks on several threads and writes down what comes of each as soon as it is known. What an earlier
 * session has scored is left as it is; what failed is tried again.
 *
 * @param <T> a track
 */
public final class EvaluationRun<T> {

    private final RunDirectory directory;
    private final Function<T, String> name;
    private final EvaluationListener listener;

    /**
     * @param directory where results go; prepared
     * @param name of a track
     * @param listener hears of every track
     */
    public EvaluationRun(RunDirectory directory, Function<T, String> name, EvaluationListener listener) {
        this.directory = directory;
        this.name = name;
        this.listener = listener;
    }

    /**
     * Scores all tracks that are not scored yet.
     *
     * @param tracks all tracks
     * @param workers how many are worked on at once
     * @param evaluation of a track; whatever it throws, want of memory included, becomes the cause of the track's failure
     * @throws MirException if results cannot be written, or the calling thread is interrupted
     */
    public void run(List<T> tracks, int workers, TrackEvaluation<T> evaluation) {
        try (ResultsFile results = ResultsFile.open(directory.resultsFile())) {
            Set<String> scored = TrackResults.scored(directory.resultsFile());
            List<T> left = tracks.stream()
                    .filter(track -> !scored.contains(name.apply(track)))
                    .toList();
            listener.started(tracks.size(), tracks.size() - left.size());
            TrackWorkers.each(left, workers, track -> {
                JsonObject line = line(track, evaluation);
                results.append(line);
                synchronized (listener) {
                    TrackResults.warnings(line).forEach(warning -> listener.warned(name.apply(track), warning));
                    listener.finished(name.apply(track), Optional.ofNullable(TrackResults.error(line)));
                }
            });
        }
    }

    private JsonObject line(T track, TrackEvaluation<T> evaluation) {
        List<String> warnings = Collections.synchronizedList(new ArrayList<>()); // decoders have threads of their own
        JsonObject line = evaluated(track, evaluation, warnings);
        TrackResults.warn(line, warnings);
        return line;
    }

    private JsonObject evaluated(T track, TrackEvaluation<T> evaluation, List<String> warnings) {
        String id = name.apply(track);
        try {
            JsonObject line = TrackResults.of(id);
            evaluation.evaluate(track, line, warnings);
            return line;
        } catch (RuntimeException | Error e) {
            if (Thread.currentThread().isInterrupted()) {
                throw e; // the track is as good as any: it is to be scored when the run goes on
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
                    + "). Fewer tracks at once (--workers 1) or more memory (MIR_JAVA_OPTS=-Xmx4g) may help.";
        }
        return "Something went wrong inside the program: " + error + ".";
    }
}
