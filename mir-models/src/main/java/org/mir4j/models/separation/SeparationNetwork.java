// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.separation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.mir4j.audio.spectral.Stft;
import org.mir4j.core.audio.Waveform;
import org.mir4j.core.error.ModelException;
import org.mir4j.models.card.MaskingTask;
import org.mir4j.models.card.ModelCard;
import org.mir4j.models.card.SeparationTask;
import org.mir4j.models.card.WaveformTask;
import org.mir4j.models.engine.Autograd;
import org.mir4j.models.engine.LoadedModel;
import org.mir4j.models.layer.Parameters;
import org.mir4j.models.masking.MaskNetwork;
import org.mir4j.models.store.InstalledModel;

/**
 * A whole separator for inference: transform, network, filter, and the way back to samples.
 *
 * <ul>
 *   <li>input: {@code (C, N)} samples of a song, any number of channels; optionally {@code (1)}, their rate in Hz, where it
 *       is not the model's
 *   <li>output: {@code (S, C, N)} samples of the stems, in the order of the model's card
 * </ul>
 *
 * <p>A {@link Separator} takes songs in blocks, in memory that does not grow with them; this takes a whole one, and gives
 * the same. It infers on the device it was loaded to, and cannot be trained: its batch norms are folded. Several threads
 * may use it.
 */
public final class SeparationNetwork extends AbstractBlock {

    private static final byte VERSION = 1;

    /** Segments that a GPU receives at once; on a CPU more than one are no faster. */
    private static final int GPU_BATCH = 4;

    private final ModelCard card;
    private final SeparationTask task;
    private final NDManager manager;
    private final Block network;
    private final Beginning beginning;

    /** How the separation of a song begins. */
    private interface Beginning {

        BlockSeparation of(NDManager song, SongLevel level, SongChecks checks);
    }

    private SeparationNetwork(ModelCard card, NDManager manager) {
        super(VERSION);
        this.card = card;
        task = card.separation();
        this.manager = manager;
        network = addChildBlock("network", task.build());
        beginning = task instanceof MaskingTask masking ? beginning(masking) : beginning((WaveformTask) task);
    }

    private Beginning beginning(MaskingTask masking) {
        SpectrogramSeparation.Model model = new SpectrogramSeparation.Model(
                masking,
                new Stft(masking.stft(), manager),
                (MaskNetwork) network,
                manager.getDevice().isGpu() ? GPU_BATCH : 1);
        return (song, level, checks) -> new SpectrogramSeparation(model, song, checks);
    }

    private Beginning beginning(WaveformTask waveform) {
        int shifts = waveform.chunks().shifts();
        return (song, level, checks) -> shifts == 0
                ? new WaveformSeparation(waveform, this::stems, song, level, checks)
                : ShiftedSeparation.begin(
                        waveform,
                        song,
                        level,
                        inner -> new WaveformSeparation(waveform, this::stems, inner, level, checks));
    }

    /** {@code (1, C, N)} samples of a mixture to {@code (1, S, C, N)} of its stems. */
    private NDArray stems(NDArray mixture) {
        ParameterStore parameters = new ParameterStore(mixture.getManager(), false);
        return Autograd.unrecorded(
                () -> network.forward(parameters, new NDList(mixture), false).singletonOrThrow());
    }

    /**
     * Loads a model.
     *
     * @param model from a store
     * @param manager where its arrays live; to be closed by the caller, even if this fails
     * @return the block, ready to infer
     * @throws ModelException if the model is no separator, the weights are damaged or do not fit the card, or PyTorch fails
     */
    public static SeparationNetwork load(InstalledModel model, NDManager manager) {
        ModelCard card = model.card();
        return LoadedModel.guarded(card.name(), "loaded", () -> {
            SeparationNetwork block = new SeparationNetwork(card, manager);
            model.fill(block.network, manager);
            Parameters.fold(block);
            block.initialize(manager, DataType.FLOAT32, new Shape(block.task.channels(), block.task.sampleRate()));
            return block;
        });
    }

    /**
     * What the model is.
     *
     * @return its card
     */
    public ModelCard card() {
        return card;
    }

    SeparationTask task() {
        return task;
    }

    /**
     * Begins the separation of a song.
     *
     * @param song its name, for messages
     * @param level of the channels that are separated
     * @return the separation, which uses this model until it is closed
     */
    BlockSeparation begin(String song, SongLevel level) {
        NDManager ofSong = manager.newSubManager();
        try {
            return beginning.of(ofSong, level, new SongChecks(song, card.name()));
        } catch (RuntimeException | Error e) {
            ofSong.close();
            throw e;
        }
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore parameters, NDList inputs, boolean training, PairList<String, Object> options) {
        if (training) {
            throw new IllegalStateException("the model " + card.name() + " is loaded for inference, not for training");
        }
        NDArray samples = inputs.get(0);
        requireSamples(samples.getShape());
        int rate =
                inputs.size() > 1 ? inputs.get(1).toType(DataType.INT32, false).getInt(0) : task.sampleRate();
        int channels = (int) samples.getShape().get(0);
        int length = (int) samples.getShape().get(1);
        float[] stems = new float[Math.multiplyExact(task.outputs().size() * channels, length)];
        int[] done = {0};
        Waveform song = song(samples, rate);
        try (SeparationStream stream = new SeparationStream(this, "The audio", rate, channels, levels(song))) {
            stream.push(song).forEach(part -> put(part, stems, length, done));
            stream.finish().forEach(part -> put(part, stems, length, done));
        }
        return new NDList(
                samples.getManager().create(stems, new Shape(task.outputs().size(), channels, length)));
    }

    private List<SongLevel> levels(Waveform song) {
        Iterator<Waveform> once = List.of(song).iterator();
        return SongLevels.of(task, () -> once.hasNext() ? Optional.of(once.next()) : Optional.empty());
    }

    private static Waveform song(NDArray samples, int rate) {
        float[] flat = samples.toFloatArray();
        float[][] rows = new float[(int) samples.getShape().get(0)]
                [(int) samples.getShape().get(1)];
        for (int c = 0; c < rows.length; c++) {
            System.arraycopy(flat, c * rows[c].length, rows[c], 0, rows[c].length);
        }
        return new Waveform(rows, rate);
    }

    /** Puts a block of all stems into its place among {@code (S, C, N)} samples. */
    private static void put(StemAudio part, float[] stems, int length, int[] done) {
        int row = 0;
        for (Waveform stem : part.stems().values()) {
            for (float[] channel : stem.channels()) {
                System.arraycopy(channel, 0, stems, row++ * length + done[0], channel.length);
            }
        }
        done[0] += part.mixture().length();
    }

    private void requireSamples(Shape shape) {
        if (shape.dimension() != 2 || shape.get(0) < 1 || shape.get(1) < 1) {
            throw new IllegalArgumentException(
                    "the model " + card.name() + " expects samples (C, N) of at least one channel, got " + shape);
        }
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        requireSamples(inputs[0]);
        return new Shape[] {new Shape(task.outputs().size(), inputs[0].get(0), inputs[0].get(1))};
    }

    /** Whether it has been loaded: what has been folded has no parameters any more that could tell. */
    @Override
    public boolean isInitialized() {
        return inputShapes != null;
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
        requireSamples(inputs[0]); // the network has been filled by then
    }
}
