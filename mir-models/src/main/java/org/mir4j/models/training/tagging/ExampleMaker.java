// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training.tagging;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mir4j.audio.spectral.FrontEnd;
import org.mir4j.core.concurrent.ParallelMap;
import org.mir4j.core.dataset.Recording;
import org.mir4j.core.dataset.TaggedTrack;
import org.mir4j.core.error.AudioException;
import org.mir4j.core.error.DatasetException;
import org.mir4j.core.error.ModelException;
import org.mir4j.models.cache.ContentCache;
import org.mir4j.models.cache.FeatureExtraction;
import org.mir4j.models.cache.Features;
import org.mir4j.models.training.TrainingListener;

/** Makes examples of tracks: their features, what is true of them, and what teachers say; and tells how windows are cut. */
final class ExampleMaker {

    private final ModelSpec spec;
    private final TaggingSplits splits;
    private final Optional<Teachers> teachers;
    private final NDManager engine;
    private final ContentCache cache;
    private final TrainingListener listener;
    private final WindowSize window;
    private final FeatureExtraction features;

    /**
     * @param spec of the model that learns from them
     * @param splits which say what is learned
     * @param teachers who score what is not known
     * @param engine whose device computes features
     * @param cache where they are kept
     * @param listener is told of every track
     * @throws ModelException if the model's front-end cannot be applied to a whole recording
     */
    ExampleMaker(
            ModelSpec spec,
            TaggingSplits splits,
            Optional<Teachers> teachers,
            NDManager engine,
            ContentCache cache,
            TrainingListener listener) {
        this.spec = spec;
        this.splits = splits;
        this.teachers = teachers;
        this.engine = engine;
        this.cache = cache;
        this.listener = listener;
        window = WindowSize.of(spec.frontEnd(), spec.windowSamples());
        features = new FeatureExtraction(spec.frontEnd(), engine, cache, listener::warned);
    }

    /** Refuses batches that no array of Java's holds. */
    void requireSmall(int batch) {
        double bytes = 2.0 * batch * window.frames() * window.bands();
        if (bytes > Integer.MAX_VALUE) {
            throw new ModelException("A batch of " + batch + " windows of " + spec.window()
                    + " s takes more than 2 GB; make the batch smaller.");
        }
    }

    /** How windows are cut out of features. */
    WindowSize window() {
        return window;
    }

    /** A track whose features are there, and what tells its content from others'. */
    private record Ready(TaggedTrack track, Features features, String content) {}

    /**
     * Makes examples. Tracks that cannot be read are left out, and a person is told if windows are longer than most.
     *
     * @param tracks the tracks
     * @param purpose what they are for, for messages
     * @return at least one example, in the order of the tracks
     * @throws DatasetException if no track can be read
     */
    List<Example> examples(List<TaggedTrack> tracks, String purpose) {
        List<Ready> ready = ready(tracks, purpose);
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
            throw new DatasetException("None of the " + tracks.size() + " tracks " + purpose
                    + " can be read; the first is " + tracks.get(0).recording().file() + ".");
        }
        warnOfShort(examples, purpose);
        return examples;
    }

    private List<Ready> ready(List<TaggedTrack> tracks, String purpose) {
        List<Optional<Ready>> all = ParallelMap.all(
                "training",
                tracks,
                this::ready,
                Runtime.getRuntime().availableProcessors(),
                done -> listener.prepared("features " + purpose, done, tracks.size()));
        return all.stream().flatMap(Optional::stream).toList();
    }

    private Optional<Ready> ready(TaggedTrack track) {
        try {
            String content = cache.key(track.recording());
            return Optional.of(new Ready(track, features.of(track.recording(), content), content));
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
        return all.score(recordings, cache, listener);
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

    private void warnOfShort(List<Example> examples, String purpose) {
        long shorter = examples.stream()
                .filter(example -> example.features().frames() < window.frames())
                .count();
        if (2 * shorter > examples.size()) {
            listener.warned(shorter + " of the " + examples.size() + " recordings " + purpose
                    + " are shorter than the window of " + spec.window() + " s: " + filling() + ".");
        }
    }

    private String filling() {
        return switch (spec.shortClips()) {
            case PADDING -> "silence stands in for the rest";
            case LOOPING -> "they are repeated to fill it";
            case MASKING -> "the rest is masked";
        };
    }

    /** Puts windows side by side. */
    Collator collator(SoftTargets targets) {
        return new Collator(window, silence(), spec.shortClips(), targets);
    }

    /** One frame of what the network receives of silence. */
    private ByteBuffer silence() {
        try (NDManager scope = engine.newSubManager()) {
            NDArray nothing = scope.zeros(new Shape(1, spec.windowSamples()));
            NDArray silent = new FrontEnd(spec.frontEnd(), scope).apply(nothing);
            NDArray frame = silent.get(":, :, :, :1").toType(DataType.FLOAT16, true);
            ByteBuffer bytes = frame.toByteBuffer();
            return ByteBuffer.allocate(bytes.remaining()).put(bytes).flip();
        }
    }
}
