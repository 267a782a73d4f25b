// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.explanation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.training.ParameterStore;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.mir4j.audio.io.AudioReader;
import org.mir4j.audio.window.AudioWindow;
import org.mir4j.core.error.ModelException;
import org.mir4j.core.error.Remedy;
import org.mir4j.core.tagging.NearTags;
import org.mir4j.models.Models;
import org.mir4j.models.card.ModelCard;
import org.mir4j.models.engine.Autograd;
import org.mir4j.models.layer.ForwardContext;
import org.mir4j.models.network.PaddingMask;
import org.mir4j.models.network.TaggingNetwork;
import org.mir4j.models.store.InstalledModel;

/**
 * Says where in a sound a tag comes from: see {@link Explanation}. It owns native memory: close it. For use by one thread,
 * whichever it is. Several explainers, inspectors and trainings in one process take turns, a window each (see
 * {@link Autograd}); a listener is called outside of the turn, and may train or explain itself.
 */
public final class Explainer implements AutoCloseable {

    private final UnfoldedNetwork model;
    private final ModelCard card;
    private final Moments moments;
    private final float[][] silence;

    private Explainer(UnfoldedNetwork model) {
        this.model = model;
        card = model.card();
        moments = Moments.of(card.layers());
        try (NDManager scope = model.manager().newSubManager()) {
            silence = FrameRows.rows(model.input(new float[card.tagging().windowSamples()], scope));
        }
    }

    /**
     * Loads a model of the store of the environment, on the CPU.
     *
     * @param model the name of one, fetched if it is not there yet, or a directory that holds one
     * @return the explainer
     * @throws ModelException if there is no such model, it cannot be fetched, or as {@link #load(InstalledModel)}
     */
    public static Explainer load(String model) {
        return load(Models.get(model));
    }

    /**
     * Loads a model, on the CPU.
     *
     * @param model from a store, or a directory
     * @return the explainer
     * @throws ModelException if the weights are damaged or do not fit the card, or PyTorch fails
     */
    public static Explainer load(InstalledModel model) {
        UnfoldedNetwork network = new UnfoldedNetwork("explainer", model);
        try {
            return new Explainer(network);
        } catch (RuntimeException | Error e) {
            network.close();
            throw e;
        }
    }

    /**
     * What the model is.
     *
     * @return its card
     */
    public ModelCard card() {
        return card;
    }

    /**
     * What the model itself says of when a tag holds, in each window.
     *
     * @return what {@link Explanation#moments} are
     */
    public Moments moments() {
        return moments;
    }

    /**
     * The place of a tag among a model's.
     *
     * @param card of the model
     * @param tag exactly as the model has it
     * @return the index, from 0
     * @throws ModelException if the model has no such tag, with those that may have been meant
     */
    public static int index(ModelCard card, String tag) {
        int index = card.tagging().labels().indexOf(tag);
        if (index < 0) {
            List<String> near = NearTags.of(tag, card.tagging().labels());
            throw new ModelException("The model " + card.name() + " does not know the tag '" + tag + "'"
                            + (near.isEmpty() ? "" : " (near: " + String.join(", ", near) + ")") + "; it knows "
                            + card.tagging().labels().size() + " others.")
                    .with(Remedy.MODEL_TAGS);
        }
        return index;
    }

    /**
     * Explains one window.
     *
     * @param samples as many as the model's window has, at the rate that it operates at, nominally in [-1, 1]
     * @param tag one of the model's
     * @return why the window has the tag, or has it not
     * @throws ModelException if the model has no such tag, or PyTorch fails
     */
    public Explanation explain(float[] samples, String tag) {
        return explain(AudioWindow.whole(samples), tag);
    }

    /**
     * Explains one window, which may be longer than its recording: what the model masks explains nothing.
     *
     * @param window of the model's length, at the rate that it operates at
     * @param tag one of the model's
     * @return why the window has the tag, or has it not
     * @throws ModelException if the model has no such tag, or PyTorch fails
     */
    public Explanation explain(AudioWindow window, String tag) {
        int index = index(card, tag);
        requireWindow(window.samples());
        return model.guarded("explained", () -> explain(window, index));
    }

    private Explanation explain(AudioWindow window, int tag) {
        TaggingNetwork network = model.network();
        try (NDManager scope = model.manager().newSubManager()) {
            NDList inputs = model.inputs(window, scope);
            NDArray input = inputs.get(0);
            input.setRequiresGradient(true);
            NDList outputs = new NDList();
            Autograd.differentiated(() -> {
                outputs.addAll(network.forward(new ParameterStore(scope, false), inputs, false));
                return outputs.singletonOrThrow().get(new NDIndex("0, {}", tag));
            });
            NDArray logits = outputs.singletonOrThrow();
            float[][] levels = FrameRows.rows(input);
            return new Explanation(
                    card.tagging().labels().get(tag),
                    score(logits, tag),
                    logits.toFloatArray()[tag],
                    levels,
                    saliency(levels, FrameRows.rows(input.getGradient())),
                    moments(input.stopGradient(), inputs.size() > 1 ? inputs.get(1) : null, tag, scope));
        }
    }

    private float[][] saliency(float[][] levels, float[][] gradient) {
        float[][] saliency = new float[levels.length][levels[0].length];
        for (int frame = 0; frame < levels.length; frame++) {
            for (int band = 0; band < levels[frame].length; band++) {
                saliency[frame][band] = gradient[frame][band] * (levels[frame][band] - silence[frame][band]);
            }
        }
        return saliency;
    }

    private float[] moments(NDArray input, NDArray mask, int tag, NDManager scope) {
        ForwardContext pass = new ForwardContext(new ParameterStore(scope, false), false);
        return switch (moments) {
            case FRAME_SCORES ->
                model.network()
                        .frameScores(pass, input, mask)
                        .get(new NDIndex("0, :, {}", tag))
                        .toFloatArray();
            case FRAME_WEIGHTS -> {
                NDArray weights = model.network().weights(pass, input, mask).mean(new int[] {2});
                yield weights.mul(frames(weights, input, mask)).toFloatArray();
            }
            case WINDOWS -> new float[0];
        };
    }

    /** How many weights there are but those of padding; that of a frame which counts for nothing may be 0, too. */
    private long frames(NDArray weights, NDArray input, NDArray mask) {
        return mask == null ? weights.size() : PaddingMask.valid(model.network().pooledMask(mask, input.getShape()))[0];
    }

    /**
     * Scores one window without explaining it.
     *
     * @param samples as many as the model's window has
     * @param tag one of the model's
     * @return the score, from 0 to 1
     * @throws ModelException if the model has no such tag, or PyTorch fails
     */
    public double score(float[] samples, String tag) {
        int index = index(card, tag);
        requireWindow(samples);
        return model.guarded("explained", () -> {
            try (NDManager scope = model.manager().newSubManager()) {
                NDList input = new NDList(model.input(samples, scope));
                return score(
                        model.network()
                                .forward(new ParameterStore(scope, false), input, false)
                                .singletonOrThrow(),
                        index);
            }
        });
    }

    private double score(NDArray logits, int tag) {
        return card.tagging().network().scoresOf(logits).toFloatArray()[tag];
    }

    private void requireWindow(float[] samples) {
        if (samples.length != card.tagging().windowSamples()) {
            throw new IllegalArgumentException("the model " + card.name() + " takes windows of "
                    + card.tagging().windowSamples() + " samples, got " + samples.length);
        }
    }

    /**
     * Explains a recording, window by window, in memory that does not grow with it. The windows are those that it is
     * tagged by; of what two of them share, the first one explains.
     *
     * @param file an audio file
     * @param tag one of the model's
     * @param listener is given the stretches in the order of time
     * @return the scores of windows; where only these tell moments apart, also of overlapping ones
     * @throws ModelException if the model has no such tag, or PyTorch fails
     * @throws org.mir4j.core.error.AudioException if the file cannot be read
     */
    public FileExplanation explain(Path file, String tag, Consumer<Stretch> listener) {
        return explain(AudioReader.of(file), tag, listener);
    }

    /**
     * Explains what a reader reads, as {@link #explain(Path, String, Consumer)} does a whole file.
     *
     * @param recording a file, and what of it; its rate and channels are brought to the model's
     * @param tag one of the model's
     * @param listener is given the stretches in the order of time
     * @return the scores of windows; where the model knows but one score a window, also of overlapping ones
     * @throws ModelException if the model has no such tag, or PyTorch fails
     * @throws org.mir4j.core.error.AudioException if the file cannot be read
     */
    public FileExplanation explain(AudioReader recording, String tag, Consumer<Stretch> listener) {
        index(card, tag);
        return new FileWalk(this, recording, tag, listener).explanation();
    }

    /** How many arrays live in native memory. */
    int arrays() {
        return model.arrays();
    }

    @Override
    public void close() {
        model.close();
    }
}
