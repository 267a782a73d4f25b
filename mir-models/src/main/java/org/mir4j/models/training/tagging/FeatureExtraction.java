// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training.tagging;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.mir4j.audio.spectral.FrontEnd;
import org.mir4j.core.dataset.TaggedTrack;
import org.mir4j.core.error.ModelException;
import org.mir4j.models.training.TrainingListener;

/** Makes recordings ready to be learned from. */
final class FeatureExtraction {

    private final ModelSpec spec;
    private final NDManager engine;
    private final TrainingListener listener;
    private final WindowSize window;
    private final ExampleMaker maker;

    /** Refuses batches that no array of Java's holds. */
    FeatureExtraction(
            TaggingRecipe recipe,
            Path cache,
            ModelSpec spec,
            TaggingSplits splits,
            Optional<Teachers> teachers,
            NDManager engine,
            TrainingListener listener) {
        this.spec = spec;
        this.engine = engine;
        this.listener = listener;
        window = WindowSize.of(spec.frontEnd(), spec.windowSamples());
        requireSmall(recipe.batch());
        FeatureCache features = new FeatureCache(cache, spec.frontEnd(), engine, listener::warned);
        maker = new ExampleMaker(splits, features, teachers, listener);
    }

    private void requireSmall(int batch) {
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

    /** Examples of all tracks that can be read; a person is told if windows are longer than most of them. */
    List<Example> examples(List<TaggedTrack> tracks, String purpose) {
        List<Example> examples = maker.examples(tracks, purpose);
        long shorter = examples.stream()
                .filter(example -> example.features().frames() < window.frames())
                .count();
        if (2 * shorter > examples.size()) {
            listener.warned(shorter + " of the " + examples.size() + " recordings " + purpose
                    + " are shorter than the window of " + spec.window() + " s: " + filling() + ".");
        }
        return examples;
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
            NDArray features = new FrontEnd(spec.frontEnd(), scope).apply(nothing);
            NDArray frame = features.get(":, :, :, :1").toType(DataType.FLOAT16, true);
            ByteBuffer bytes = frame.toByteBuffer();
            return ByteBuffer.allocate(bytes.remaining()).put(bytes).flip();
        }
    }
}
