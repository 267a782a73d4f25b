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

    WindowScorer(InstalledModel model, Device device) {
        card = model.card();
        manager = PyTorch.engine().newBaseManager(device);
        frontEnd = new FrontEnd(card.frontEnd(), manager);
        network = new TaggingNetwork(
                card.network(), card.frontEnd().mel().bands(), card.labels().size());
        try {
            Parameters.load(network, model.weights(), manager, spectrogramShape());
            Parameters.fold(network);
        } catch (ModelException e) {
            manager.close();
            throw new ModelException("The model " + card.name() + " cannot be loaded: " + e.getMessage(), e);
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
        try (NDManager scope = manager.newSubManager()) {
            NDArray batch = scope.create(samples, new Shape(windows.size(), card.windowSamples()));
            return scores(score(batch).toFloatArray());
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
            scores.add(new TagScores(card.labels(), values));
        }
        return scores;
    }

    @Override
    public void close() {
        manager.close();
    }
}
