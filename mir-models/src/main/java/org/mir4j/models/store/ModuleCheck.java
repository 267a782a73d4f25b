// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.store;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import java.nio.file.Path;
import java.util.Random;
import org.mir4j.audio.spectral.FrontEnd;
import org.mir4j.core.error.ModelException;
import org.mir4j.models.card.MaskingTask;
import org.mir4j.models.card.ModelCard;
import org.mir4j.models.card.TaggingTask;
import org.mir4j.models.card.WaveformTask;
import org.mir4j.models.checkpoint.TorchScriptFile;
import org.mir4j.models.engine.Autograd;
import org.mir4j.models.engine.PyTorch;
import org.mir4j.models.layer.ScriptedLayer;

/**
 * Runs a module of TorchScript as its card says, on the CPU, before it gets a place in the store: on noise, on silence, and
 * on what else it will receive, such as several windows at once or the short rest of a song.
 */
final class ModuleCheck {

    private static final long SEED = 20;
    private static final float LEVEL = 0.1f;

    private final NDManager manager;
    private final Block network;

    private ModuleCheck(NDManager manager, Block network) {
        this.manager = manager;
        this.network = network;
    }

    /**
     * Refuses a file that is none of TorchScript, and a module that does not do what its card says.
     *
     * @throws ModelException if it is refused, with what was found and expected
     */
    static void requireFit(ModelCard card, Path file) {
        TorchScriptFile.require(file);
        try (NDManager manager = PyTorch.engine().newBaseManager(Device.cpu())) {
            Block network = card.task().build();
            ScriptedLayer.of(network).orElseThrow().load(file, manager);
            network.initialize(manager, DataType.FLOAT32, card.task().inputShape());
            ModuleCheck check = new ModuleCheck(manager, network);
            if (card.task() instanceof TaggingTask tagging) {
                check.runTagger(tagging);
            } else if (card.task() instanceof MaskingTask masking) {
                check.runMasks(masking);
            } else {
                check.runWaveforms((WaveformTask) card.task());
            }
        } catch (EngineException | IllegalArgumentException e) {
            String reason = e.getMessage();
            throw new ModelException(
                    file + " does not fit the card of " + card.name() + ": " + reason
                            + (reason.endsWith(".") ? "" : "."),
                    e);
        }
    }

    private void runTagger(TaggingTask task) {
        FrontEnd frontEnd = new FrontEnd(task.frontEnd(), manager);
        int window = task.windowSamples();
        requireScores(task, "noise", frontEnd.apply(noise(new Shape(1, window))));
        requireScores(task, "silence", frontEnd.apply(manager.zeros(new Shape(1, window))));
        requireScores(task, "several windows at once", frontEnd.apply(noise(new Shape(3, window))));
    }

    private void requireScores(TaggingTask task, String what, NDArray input) {
        for (float score : task.network().scoresOf(run(what, input)).toFloatArray()) {
            if (!(score >= 0 && score <= 1)) {
                throw new IllegalArgumentException("for " + what + " it gives " + score + " for a tag, expected scores"
                        + " from 0 to 1; where these are logits, the card says activation: sigmoid (or softmax)");
            }
        }
    }

    private void runMasks(MaskingTask task) {
        Shape whole = task.inputShape();
        requireMasks("noise", noise(whole).abs());
        requireMasks("silence", manager.zeros(whole));
        long frames = 1 + task.segment().frames() / 2;
        requireMasks("the rest of a song", noise(ofLength(whole, frames)).abs());
    }

    private void requireMasks(String what, NDArray input) {
        for (float mask : run(what, input).toFloatArray()) {
            if (!(mask >= 0 && Float.isFinite(mask))) {
                throw new IllegalArgumentException("for " + what + " it gives " + mask + " in a mask, expected numbers"
                        + " from 0 up; where these are logits, the card says activation: sigmoid (or softmax)");
            }
        }
    }

    private void runWaveforms(WaveformTask task) {
        Shape whole = task.inputShape();
        requireFinite("noise", noise(whole));
        requireFinite("silence", manager.zeros(whole));
        if (task.network().takesAnyLength()) {
            requireFinite(
                    "the rest of a song",
                    noise(ofLength(whole, 1 + task.chunks().samples() / 2)));
        }
    }

    private void requireFinite(String what, NDArray input) {
        for (float sample : run(what, input).toFloatArray()) {
            if (!Float.isFinite(sample)) {
                throw new IllegalArgumentException("for " + what + " it gives " + sample + " for a sample");
            }
        }
    }

    private NDArray run(String what, NDArray input) {
        try (NDManager scope = manager.newSubManager()) {
            NDArray output = Autograd.unrecorded(
                    () -> network.forward(new ParameterStore(scope, false), new NDList(input), false)
                            .singletonOrThrow());
            output.attach(manager);
            return output;
        } catch (EngineException e) {
            throw new EngineException("for " + what + " " + e.getMessage(), e);
        }
    }

    private NDArray noise(Shape shape) {
        float[] values = new float[Math.toIntExact(shape.size())];
        Random random = new Random(SEED);
        for (int i = 0; i < values.length; i++) {
            values[i] = LEVEL * (float) random.nextGaussian();
        }
        return manager.create(values, shape);
    }

    private static Shape ofLength(Shape shape, long length) {
        long[] axes = shape.getShape().clone();
        axes[axes.length - 1] = length;
        return new Shape(axes);
    }
}
