// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.explanation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.mir4j.audio.spectral.FrontEndSettings;
import org.mir4j.core.error.ModelException;
import org.mir4j.core.tagging.NearTags;
import org.mir4j.models.Models;
import org.mir4j.models.card.ModelCard;
import org.mir4j.models.engine.Autograd;
import org.mir4j.models.layer.ForwardContext;
import org.mir4j.models.layer.ForwardHook;
import org.mir4j.models.store.InstalledModel;

/**
 * Looks into the encoder of a model: at the weights of its filters, and at what excites them. It owns native memory: close
 * it. For use by one thread, whichever it is. Several inspectors, explainers and trainings in one process take turns, a
 * gradient each (see {@link Autograd}).
 */
public final class Inspector implements AutoCloseable {

    /** Where rectifiers let no gradient through, another noise may find a way: so many are tried. */
    private static final int NOISES = 8;

    private static final double FAINT = 0.01;

    /** Excited inputs are as short as the encoder takes them, from this many frames on. */
    private static final int FEWEST_FRAMES = 256;

    private static final int FEWEST_SHOWN = 32;

    private final UnfoldedNetwork model;
    private final AbstractBlock encoder;
    private final Map<String, FilterBlock> blocks = new LinkedHashMap<>();

    private Inspector(UnfoldedNetwork model) {
        this.model = model;
        encoder = model.network().parts().get("encoder");
        FilterBlock.below("encoder", encoder)
                .forEach(block -> blocks.put(block.layer().name(), block));
    }

    /**
     * Loads a model of the store of the environment, on the CPU.
     *
     * @param model the name of one, fetched if it is not there yet, or a directory that holds one
     * @return the inspector
     * @throws ModelException if there is no such model, it cannot be fetched, or as {@link #load(InstalledModel)}
     */
    public static Inspector load(String model) {
        return load(Models.get(model));
    }

    /**
     * Loads a model, on the CPU.
     *
     * @param model from a store, or a directory
     * @return the inspector
     * @throws ModelException if the weights are damaged or do not fit the card, or PyTorch fails
     */
    public static Inspector load(InstalledModel model) {
        UnfoldedNetwork network = new UnfoldedNetwork("inspector", model);
        try {
            return new Inspector(network);
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
        return model.card();
    }

    /**
     * The layers of filters, in the order in which sound goes through the encoder.
     *
     * @return the layers; none if the encoder has no convolution
     */
    public List<FilterLayer> layers() {
        return blocks.values().stream().map(FilterBlock::layer).toList();
    }

    /**
     * A layer by its name.
     *
     * @param name as in the weights
     * @return the layer
     * @throws ModelException if the encoder has no such layer
     */
    public FilterLayer layer(String name) {
        return block(name).layer();
    }

    private FilterBlock block(String name) {
        FilterBlock block = blocks.get(name);
        if (block == null) {
            List<String> near = NearTags.of(name, List.copyOf(blocks.keySet()));
            List<String> told = near.isEmpty() ? List.copyOf(blocks.keySet()) : near;
            throw new ModelException("The model " + card().name() + " has no layer of filters named '" + name + "'; "
                    + (told.isEmpty() ? "its encoder has no convolution." : "it has " + String.join(", ", told) + "."));
        }
        return block;
    }

    /**
     * The weights of a layer's filters.
     *
     * @param name of the layer
     * @return the filters
     * @throws ModelException if the encoder has no such layer
     */
    public Filters filters(String name) {
        return block(name).filters();
    }

    /**
     * Finds the input that most excites the middle of what a filter gives, before any activation function.
     *
     * @param name of the layer
     * @param filter its number, from 0
     * @return the input
     * @throws ModelException if there is no such layer or filter, or PyTorch fails
     */
    public Excitation excite(String name, int filter) {
        FilterBlock block = block(name);
        FilterLayer layer = block.layer();
        if (filter < 0 || filter >= layer.filters()) {
            throw new ModelException("The layer " + name + " of the model " + card().name() + " has " + layer.filters()
                    + " filters, numbered from 0 to " + (layer.filters() - 1) + ", got " + filter + ".");
        }
        return model.guarded("inspected", () -> excite(block, filter));
    }

    private Excitation excite(FilterBlock block, int filter) {
        float[][] start = noise(FAINT, 0);
        for (int seed = 1; seed < NOISES && slope(block.block(), filter, start).isFlat(); seed++) {
            start = noise(FAINT, seed);
        }
        Ascent ascent = new Ascent(start, lowest(), highest());
        float[][] change = ascent.climb(input -> slope(block.block(), filter, input));
        double before = slope(block.block(), filter, start).value();
        double after = slope(block.block(), filter, ascent.changed(change)).value();
        return new Excitation(
                block.layer(),
                filter,
                before,
                after,
                Ascent.heard(change, FEWEST_SHOWN),
                FrameRows.hop(card().tagging().frontEnd()));
    }

    /** The activation of a filter in the middle, and the slope of it. */
    private Ascent.Slope slope(Block layer, int filter, float[][] input) {
        try (NDManager scope = model.manager().newSubManager()) {
            NDArray x = FrameRows.spectrogram(input, scope);
            x.setRequiresGradient(true);
            ForwardHook probe = new ForwardHook(scope, layer, output -> FilterBlock.middle(output, filter));
            Autograd.differentiated(() -> {
                new ForwardContext(probe, false).through(encoder, x);
                return probe.measured();
            });
            return new Ascent.Slope(probe.measured().getFloat(), FrameRows.rows(x.getGradient()));
        }
    }

    /** White noise as the front-end gives it, cut to as many frames as the encoder needs. */
    private float[][] noise(double amplitude, long seed) {
        Random random = new Random(seed);
        float[] samples = new float[card().tagging().windowSamples()];
        for (int n = 0; n < samples.length; n++) {
            samples[n] = (float) (amplitude * random.nextGaussian());
        }
        try (NDManager scope = model.manager().newSubManager()) {
            float[][] rows = FrameRows.rows(model.input(samples, scope));
            return Arrays.copyOf(rows, frames(rows.length, rows[0].length));
        }
    }

    private int frames(int window, int bands) {
        for (int frames = FEWEST_FRAMES; frames < window; frames *= 2) {
            try {
                encoder.getOutputShapes(new Shape[] {new Shape(1, 1, bands, frames)});
                return frames;
            } catch (IllegalArgumentException e) {
                continue; // too few for the poolings
            }
        }
        return window;
    }

    private float lowest() {
        if (card().tagging().frontEnd().isSamples()) {
            return Math.min(full(-1), full(1));
        }
        try (NDManager scope = model.manager().newSubManager()) {
            return model.input(new float[card().tagging().windowSamples()], scope)
                    .min()
                    .getFloat();
        }
    }

    private float highest() {
        return card().tagging().frontEnd().isSamples() ? Math.max(full(-1), full(1)) : largest(noise(1, 0));
    }

    /** A sample at full scale as the network gets it. */
    private float full(int sign) {
        FrontEndSettings frontEnd = card().tagging().frontEnd();
        double emphasised = sign * (1 + Math.abs(frontEnd.preEmphasis()));
        return (float) ((emphasised + frontEnd.shift()) * frontEnd.scale());
    }

    private static float largest(float[][] rows) {
        float largest = Float.NEGATIVE_INFINITY;
        for (float[] row : rows) {
            for (float value : row) {
                largest = Math.max(largest, value);
            }
        }
        return largest;
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
