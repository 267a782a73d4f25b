// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training.tagging;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mir4j.core.concurrent.ParallelMap;
import org.mir4j.core.dataset.Recording;
import org.mir4j.core.dataset.TaggedTrack;
import org.mir4j.core.error.AudioException;
import org.mir4j.core.error.DatasetException;
import org.mir4j.core.error.MirException;
import org.mir4j.models.training.ContentKey;
import org.mir4j.models.training.TrainingListener;

/** Makes examples of tracks: their features, what is true of them, and what teachers say. */
final class ExampleMaker {

    private final TaggingSplits splits;
    private final FeatureCache cache;
    private final Optional<Teachers> teachers;
    private final TrainingListener listener;

    /**
     * @param splits which say what is learned
     * @param cache of the features
     * @param teachers who score what is not known
     * @param listener is told of every track
     */
    ExampleMaker(TaggingSplits splits, FeatureCache cache, Optional<Teachers> teachers, TrainingListener listener) {
        this.splits = splits;
        this.cache = cache;
        this.teachers = teachers;
        this.listener = listener;
    }

    /** A track whose features are there, and what tells its content from others'. */
    private record Ready(TaggedTrack track, Features features, String content) {}

    /**
     * Makes examples. Tracks that cannot be read are left out.
     *
     * @param tracks the tracks
     * @param what they are for, for messages
     * @return at least one example, in the order of the tracks
     * @throws DatasetException if no track can be read
     */
    public List<Example> examples(List<TaggedTrack> tracks, String what) {
        List<Ready> ready = features(tracks, what);
        Map<String, TeacherPredictions> predictions =
                teachers.map(all -> predictions(all, ready)).orElse(Map.of());
        List<Example> examples = ready.stream()
                .filter(each -> teachers.isEmpty() || predictions.containsKey(each.content()))
                .map(each -> new Example(
                        each.track().id(),
                        each.content(),
                        each.features(),
                        truth(each.track()),
                        predictions.get(each.content())))
                .toList();
        if (examples.isEmpty()) {
            throw new DatasetException("None of the " + tracks.size() + " tracks " + what
                    + " can be read; the first is " + tracks.get(0).recording().file() + ".");
        }
        return examples;
    }

    private List<Ready> features(List<TaggedTrack> tracks, String what) {
        List<Optional<Ready>> made = ParallelMap.all(
                "training",
                tracks,
                this::ready,
                Runtime.getRuntime().availableProcessors(),
                done -> listener.prepared("features " + what, done, tracks.size()));
        List<Ready> ready = new ArrayList<>();
        made.forEach(each -> each.ifPresent(ready::add));
        return ready;
    }

    private Optional<Ready> ready(TaggedTrack track) {
        try {
            String content = ContentKey.of(track.recording());
            return Optional.of(new Ready(track, cache.of(track.recording(), content), content));
        } catch (AudioException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw e; // the recording is as good as any
            }
            listener.leftOut(track.recording().file(), e);
            return Optional.empty();
        }
    }

    private Map<String, TeacherPredictions> predictions(Teachers all, List<Ready> ready) {
        Map<String, Recording> recordings = new LinkedHashMap<>();
        ready.forEach(
                each -> recordings.putIfAbsent(each.content(), each.track().recording()));
        return all.score(recordings, new Teachers.Listener() {
            @Override
            public void scored(String teacher, int done, int count) {
                listener.prepared("scores of " + teacher, done, count);
            }

            @Override
            public void failed(Path file, MirException reason) {
                listener.leftOut(file, reason);
            }
        });
    }

    private float[] truth(TaggedTrack track) {
        float[] truth = new float[splits.labels().size()];
        Arrays.fill(truth, Float.NaN);
        for (int label = 0; label < truth.length; label++) {
            String name = splits.labels().get(label);
            if (track.present().contains(name)) {
                truth[label] = 1;
            } else if (splits.known().contains(name) && !track.unknown().contains(name)) {
                truth[label] = 0;
            }
        }
        return truth;
    }
}
