// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.separation;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import org.mir4j.audio.spectral.Stft;
import org.mir4j.audio.spectral.StftSettings;
import org.mir4j.models.engine.Autograd;
import org.mir4j.models.engine.PyTorch;
import org.mir4j.models.engine.TorchOperator;
import org.mir4j.models.separation.EnsembleOptions.Combination;

/** Makes one stem of those of several models, a piece of the song at a time. */
interface StemCombiner extends AutoCloseable {

    /** How many samples on both sides a piece has to have with it. */
    int context();

    /** Of how many samples a piece is a multiple, unless it ends the song. */
    int grid();

    /**
     * Combines a piece of a stem.
     *
     * @param given by model, {@code [channel][sample]}: the piece, with {@link #context} on both sides and filled up to
     *     the {@link #grid}; zeros lie around the song
     * @param weights of the models
     * @param length of the piece
     * @return {@code [channel][length]}
     */
    float[][] combine(List<float[][]> given, double[] weights, int length);

    @Override
    default void close() {}

    /** The combiner for one song. */
    static StemCombiner of(Combination combination) {
        return switch (combination) {
            case MEAN -> new OfSamples(StemCombiner::mean);
            case MEDIAN -> new OfSamples((values, weights) -> median(values));
            case MAX_MAGNITUDE -> new OfBins("torch.ge");
            case MIN_MAGNITUDE -> new OfBins("torch.le");
        };
    }

    private static float mean(float[] values, double[] weights) {
        double sum = 0;
        double total = 0;
        for (int m = 0; m < values.length; m++) {
            sum += weights[m] * values[m];
            total += weights[m];
        }
        return (float) (sum / total);
    }

    private static float median(float[] values) {
        Arrays.sort(values);
        int middle = values.length / 2;
        return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }

    /** Sample by sample. */
    final class OfSamples implements StemCombiner {

        /** Makes one sample of those of the models, which it may put in another order. */
        interface Choice {
            float of(float[] values, double[] weights);
        }

        private final Choice choice;

        private OfSamples(Choice choice) {
            this.choice = choice;
        }

        @Override
        public int context() {
            return 0;
        }

        @Override
        public int grid() {
            return 1;
        }

        @Override
        public float[][] combine(List<float[][]> given, double[] weights, int length) {
            float[][] combined = new float[given.get(0).length][length];
            float[] values = new float[given.size()];
            for (int c = 0; c < combined.length; c++) {
                for (int n = 0; n < length; n++) {
                    for (int m = 0; m < values.length; m++) {
                        values[m] = given.get(m)[c][n];
                    }
                    combined[c][n] = choice.of(values, weights);
                }
            }
            return combined;
        }
    }

    /**
     * Bin by bin of spectrograms: of each, the bin of one of the models, and of equal ones that of the first. The frames
     * are those of a centred transform of the whole song, with zeros around it and one more than librosa has where the song
     * does not end with a hop, so that each sample lies in two frames.
     */
    final class OfBins implements StemCombiner {

        private static final int HOP = 1024;
        private static final StftSettings SETTINGS =
                new StftSettings(2 * HOP, 2 * HOP, HOP, StftSettings.Window.HANN_PERIODIC, StftSettings.Padding.NONE);

        private final NDManager manager = PyTorch.engine().newBaseManager(Device.cpu());
        private final Stft stft = new Stft(SETTINGS, manager);
        private final TorchOperator choice;

        private OfBins(String comparison) {
            choice = TorchOperator.of("x, y", "torch.where(" + comparison + "(torch.abs(x), torch.abs(y)), x, y)");
        }

        @Override
        public int context() {
            return HOP;
        }

        @Override
        public int grid() {
            return HOP;
        }

        @Override
        public float[][] combine(List<float[][]> given, double[] weights, int length) {
            return Autograd.unrecorded(() -> {
                try (NDManager scope = manager.newSubManager()) {
                    NDArray chosen = spectrum(given.get(0), scope);
                    for (float[][] other : given.subList(1, given.size())) {
                        chosen = choice.apply(chosen, spectrum(other, scope));
                    }
                    long frames = chosen.getShape().get(2);
                    NDArray samples = stft.overlapped(chosen)
                            .get(new NDIndex(":, {}:{}", HOP, HOP + length))
                            .div(stft.overlappedWindows(frames, scope).get(new NDIndex(":, {}:{}", HOP, HOP + length)));
                    return rows(samples.toFloatArray(), length);
                }
            });
        }

        private NDArray spectrum(float[][] channels, NDManager scope) {
            float[] flat = new float[channels.length * channels[0].length];
            for (int c = 0; c < channels.length; c++) {
                System.arraycopy(channels[c], 0, flat, c * channels[c].length, channels[c].length);
            }
            return stft.framed(scope.create(flat, new Shape(channels.length, channels[0].length)));
        }

        private static float[][] rows(float[] flat, int length) {
            float[][] rows = new float[flat.length / length][];
            for (int c = 0; c < rows.length; c++) {
                rows[c] = Arrays.copyOfRange(flat, c * length, (c + 1) * length);
            }
            return rows;
        }

        @Override
        public void close() {
            manager.close();
        }
    }
}
