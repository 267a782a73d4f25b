package org.mir4j.models.tagging;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.training.ParameterStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.mir4j.audio.spectral.FrontEnd;
import org.mir4j.core.error.ModelException;
import org.mir4j.core.tagging.TagScores;
import org.mir4j.models.card.ModelCard;
import org.mir4j.models.engine.PyTorch;
import org.mir4j.models.layer.Parameters;
import org.mir4j.models.network.TaggingNetwork;
import org.mir4j.models.store.InstalledModel;

/** A model's pipeline from windows of samples to scores, with its natives. Can be used by several threads at once. */
final class WindowScorer implements AutoCloseable {

    private final ModelCard card;
    private final NDManager manager;
    private final FrontEnd frontEnd;
    private final TaggingNetwork network;
    private final Lock inUse;
    private final Lock closing;

    WindowScorer(InstalledModel model, Device device) {
        ReadWriteLock lock = new ReentrantReadWriteLock();
        inUse = lock.readLock();
        closing = lock.writeLock();
        card = model.card();
        manager = PyTorch.engine().newBaseManager(device);
        try {
            frontEnd = new FrontEnd(card.frontEnd(), manager);
            network = new TaggingNetwork(
                    card.network(), card.frontEnd().mel().bands(), card.labels().size());
            Parameters.load(network, model.weights(), manager, spectrogramShape());
            Parameters.fold(network);
        } catch (ModelException | IllegalArgumentException e) {
            manager.close();
            String reason = e.getMessage();
            throw new ModelException(
                    "The model " + card.name() + " cannot be loaded: " + reason + (reason.endsWith(".") ? "" : "."), e);
        } catch (RuntimeException e) {
            manager.close();
            throw e;
        }
    }

    private Shape spectrogramShape() {
        try (NDManager scope = manager.newSubManager();
                NDArray silence = scope.zeros(new Shape(1, card.windowSamples()))) {
            return frontEnd.apply(silence).getShape();
        }
    }

    /** Scores windows of the model's length, all in one batch. */
    List<TagScores> score(List<float[]> windows) {
        float[] samples = new float[windows.size() * card.windowSamples()];
        for (int i = 0; i < windows.size(); i++) {
            System.arraycopy(windows.get(i), 0, samples, i * card.windowSamples(), card.windowSamples());
        }
        inUse.lock();
        try {
            if (!manager.isOpen()) {
                throw new IllegalStateException("the tagger with the model " + card.name() + " has been closed");
            }
            try (NDManager scope = manager.newSubManager()) {
                NDArray batch = scope.create(samples, new Shape(windows.size(), card.windowSamples()));
                return scores(score(batch).toFloatArray());
            }
        } finally {
            inUse.unlock();
        }
    }

    /** {@code (B, N)} samples to {@code (B, K)} scores. */
    private NDArray score(NDArray samples) {
        try (NDArray spectrogram = frontEnd.apply(samples)) {
            ParameterStore parameters = new ParameterStore(manager, false);
            NDArray logits =
                    network.forward(parameters, new NDList(spectrogram), false).singletonOrThrow();
            return Activation.sigmoid(logits);
        }
    }

    private List<TagScores> scores(float[] flat) {
        int classes = card.labels().size();
        List<TagScores> scores = new ArrayList<>();
        for (int from = 0; from < flat.length; from += classes) {
            float[] values = Arrays.copyOfRange(flat, from, from + classes);
            requireScores(values);
            scores.add(new TagScores(card.labels(), values));
        }
        return scores;
    }

    private void requireScores(float[] values) {
        for (int k = 0; k < values.length; k++) {
            if (!(values[k] >= 0 && values[k] <= 1)) {
                throw new ModelException("The model " + card.name() + " gives "
                        + values[k] + " for '" + card.labels().get(k)
                        + "', which is no score from 0 to 1: its weights are damaged, or the samples are out of any"
                        + " range; verify the model.");
            }
        }
    }

    /** How many arrays live in native memory. */
    int arrays() {
        return manager.getManagedArrays().size();
    }

    /** Waits for those that are scoring: the memory under a running network must not go. */
    @Override
    public void close() {
        closing.lock();
        try {
            manager.close();
        } finally {
            closing.unlock();
        }
    }
}
