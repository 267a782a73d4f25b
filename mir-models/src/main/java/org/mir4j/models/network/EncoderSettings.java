// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.network;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.mir4j.models.checkpoint.Tensor;
import org.mir4j.models.layer.Activations;
import org.mir4j.models.settings.Named;
import org.mir4j.models.settings.Omittable;

/** The settings of an encoder; their kind says which encoder it is. */
@SuppressWarnings("exports") // what is built is for this package alone
public sealed interface EncoderSettings {

    /**
     * Builds the encoder.
     *
     * @param melBands the height of its input, F
     * @return a new block without parameters
     */
    Encoder build(int melBands);

    /**
     * Fits the weights of another network to this encoder, so that a training can start from them.
     *
     * @param weights of a whole network, by name
     * @return the same, but those that would not have this encoder's shapes, where it knows how
     */
    default Map<String, Tensor> fitted(Map<String, Tensor> weights) {
        return weights;
    }

    /**
     * Which frame of the output knows the whole input.
     *
     * @return the place; nowhere, unless an encoder says otherwise
     */
    default SequenceReadout readout() {
        return SequenceReadout.NOWHERE;
    }

    /**
     * The fully convolutional network: 3x3 convolutions, each with batch norm, ReLU and max pooling, until one
     * frequency is left.
     *
     * <ul>
     *   <li>input: {@code (B, 1, F, T)}
     *   <li>output: {@code (B, T', C)} with the last convolution's channels
     * </ul>
     *
     * <p>Source: Choi, Fazekas, Sandler, "Automatic tagging using deep convolutional neural networks", ISMIR 2016, in
     * the form of Won et al., SMC 2020.
     *
     * @param channels of each convolution
     * @param pooling after each convolution: frequency, time
     */
    @Named("fcn")
    record Fcn(List<Integer> channels, List<List<Integer>> pooling) implements EncoderSettings {

        /** Refuses convolutions without their pooling. */
        public Fcn {
            requirePooling(channels, pooling);
        }

        @Override
        public Encoder build(int melBands) {
            return new PooledEncoder(channels, pooling);
        }

        @Override
        public Map<String, Tensor> fitted(Map<String, Tensor> weights) {
            return new ChannelFit(weights, channels).fitted();
        }
    }

    /**
     * The convolutional recurrent network, see {@link CrnnEncoder}.
     *
     * @param channels of each convolution
     * @param pooling after each convolution: frequency, time
     * @param hidden features of the recurrent layers
     * @param recurrentLayers how many recurrent layers
     */
    @Named("crnn")
    record Crnn(List<Integer> channels, List<List<Integer>> pooling, int hidden, int recurrentLayers)
            implements EncoderSettings {

        /** Refuses convolutions without their pooling, and no recurrence. */
        public Crnn {
            requirePooling(channels, pooling);
            if (hidden < 1 || recurrentLayers < 1) {
                throw new IllegalArgumentException("a CRNN has at least one recurrent layer of one feature, got "
                        + recurrentLayers + " of " + hidden);
            }
        }

        @Override
        public Encoder build(int melBands) {
            return new CrnnEncoder(this);
        }

        @Override
        public SequenceReadout readout() {
            return SequenceReadout.LAST_FRAME;
        }
    }

    /**
     * The musically motivated network, see {@link MusicnnEncoder}.
     *
     * @param verticalChannels of each filter that reaches over frequency
     * @param verticalHeights of those filters, as parts of all mel bands
     * @param verticalWidth of those filters, in frames
     * @param horizontalChannels of each filter that reaches over time
     * @param horizontalWidths of those filters, in frames
     * @param midChannels of the three convolutions of the mid-end
     * @param midWidth of those convolutions, in frames
     */
    @Named("musicnn")
    record Musicnn(
            int verticalChannels,
            List<Double> verticalHeights,
            int verticalWidth,
            int horizontalChannels,
            List<Integer> horizontalWidths,
            int midChannels,
            int midWidth)
            implements EncoderSettings {

        /** Refuses a front-end without filters, and widths that do not keep the number of frames. */
        public Musicnn {
            if (verticalHeights == null
                    || horizontalWidths == null
                    || verticalHeights.isEmpty()
                    || horizontalWidths.isEmpty()) {
                throw new IllegalArgumentException("MusiCNN needs filters over frequency and over time");
            }
            if (verticalChannels < 1 || horizontalChannels < 1 || midChannels < 1) {
                throw new IllegalArgumentException("every convolution has at least one channel, got " + verticalChannels
                        + ", " + horizontalChannels + " and " + midChannels);
            }
            if (!verticalHeights.stream().allMatch(height -> height != null && height > 0 && height <= 1)) {
                throw new IllegalArgumentException(
                        "a filter over frequency reaches over a part of all bands, at most 1, got " + verticalHeights);
            }
            if (!isOdd(verticalWidth)
                    || !isOdd(midWidth)
                    || !horizontalWidths.stream().allMatch(width -> width != null && isOdd(width))) {
                throw new IllegalArgumentException("filters over time are an odd number of frames wide, got "
                        + verticalWidth + ", " + horizontalWidths + " and " + midWidth);
            }
        }

        private static boolean isOdd(int width) {
            return width > 0 && width % 2 == 1;
        }

        @Override
        public Encoder build(int melBands) {
            return new MusicnnEncoder(this, melBands);
        }
    }

    /**
     * MobileNetV3-Large of any width, see {@link MobileNetEncoder}.
     *
     * @param width what the channels of MobileNetV3-Large are multiplied by
     */
    @Named("mobilenet-v3")
    record MobileNet(double width) implements EncoderSettings {

        private static final double WIDEST = 10;

        /** Refuses widths that leave no channels, or that are wider than any model. */
        public MobileNet {
            if (!(width > 0 && width <= WIDEST)) {
                throw new IllegalArgumentException(
                        "a width multiplier is positive and at most " + WIDEST + ", got " + width);
            }
        }

        @Override
        public Encoder build(int melBands) {
            return new MobileNetEncoder(this);
        }
    }

    /**
     * The short-chunk CNN: batch norm of the input, then layers of 3x3 convolutions that halve both axes, in the manner
     * of VGG.
     *
     * <p>A plain layer is {@code ReLU(maxpool_2x2(BN(conv(x))))}, a residual one the ReLU of
     * {@link ResidualConvolutions} of stride 2. Frequencies that are left in the end are averaged; the authors have
     * just one. They pool the sequence by its maximum.
     *
     * <ul>
     *   <li>input: {@code (B, 1, F, T)}
     *   <li>output: {@code (B, T', C)}: the last layer's channels; with seven layers T' is T / 128, rounded down, or
     *       with residual layers rounded up
     * </ul>
     *
     * <p>Parameters: {@code input_norm}, {@code layer1} and so on.
     *
     * <p>Source: Won et al., "Evaluation of CNN-based automatic music tagging models", SMC 2020.
     *
     * @param channels of each layer; the authors have seven, of n, n, 2n, 2n, 2n, 2n and 4n channels with n = 128
     * @param residual whether every layer has two convolutions, with its input added to their output
     */
    @Named("short-chunk-cnn")
    record ShortChunkCnn(List<Integer> channels, boolean residual) implements EncoderSettings {

        private static final List<Integer> HALVES = List.of(2, 2);

        /** Refuses a network without layers, and layers without channels. */
        public ShortChunkCnn {
            if (channels == null || channels.isEmpty() || !arePositive(channels)) {
                throw new IllegalArgumentException(
                        "a short-chunk CNN has layers of at least one channel, got " + channels);
            }
            channels = List.copyOf(channels);
        }

        @Override
        public Encoder build(int melBands) {
            return residual
                    ? new ResidualEncoder(channels)
                    : new PooledEncoder(channels, Collections.nCopies(channels.size(), HALVES));
        }
    }

    /**
     * The sample-level CNN, see {@link SampleCnnEncoder}.
     *
     * @param channels of the strided convolution, then of every convolution that is pooled; the authors have ten: three
     *     times 128, six times 256 and 512
     * @param last channels of a convolution of width 1 in the end, or 0 for none; the authors have 512
     * @param se whether every layer is residual, with squeeze-and-excitation
     */
    @Named("sample-cnn")
    record SampleCnn(List<Integer> channels, @Omittable int last, @Omittable boolean se) implements EncoderSettings {

        /** Refuses a network without layers, and layers without channels. */
        public SampleCnn {
            if (channels == null || channels.isEmpty() || !arePositive(channels) || last < 0) {
                throw new IllegalArgumentException("a sample-level CNN has layers of at least one channel, got "
                        + channels + (last == 0 ? "" : " and in the end " + last));
            }
            channels = List.copyOf(channels);
        }

        @Override
        public Encoder build(int melBands) {
            if (melBands != 1) {
                throw new IllegalArgumentException(
                        "a sample-level CNN reads samples, (B, 1, 1, T), not spectrograms of " + melBands
                                + " bands; give it a front-end of samples, or use an encoder of spectrograms");
            }
            return new SampleCnnEncoder(this);
        }
    }

    /**
     * Any stack of two-dimensional convolutions, see {@link ConvNetEncoder}.
     *
     * @param inputNorm whether the input goes through a batch norm first
     * @param layers in order
     * @param frequencies what becomes of those that are left in the end; their mean by default
     */
    @Named("conv-net")
    record ConvNet(@Omittable boolean inputNorm, List<Layer> layers, @Omittable Frequencies frequencies)
            implements EncoderSettings {

        /** What becomes of the frequencies that the convolutions leave. */
        public enum Frequencies {
            /** Their mean is taken: C features per frame. */
            MEAN,
            /** They stand side by side, those of the first channel first: C F' features per frame. */
            FLATTEN
        }

        /** What is kept of a neighbourhood. */
        public enum Pool {
            /** All of it. */
            NONE,
            /** Its maximum. */
            MAX,
            /** Its mean. */
            MEAN
        }

        /**
         * One convolution with its batch norm, and what follows.
         *
         * @param filters how many channels come out
         * @param kernel frequency, time; odd sizes
         * @param stride frequency, time; 1 and 1 by default
         * @param pool after the convolution; none by default
         * @param poolSize frequency, time; absent if nothing is pooled
         * @param separable whether one filter per channel comes first, and then a 1x1 convolution across channels
         * @param residual whether the layer's input is added, through a 1x1 convolution where shapes differ
         * @param activation ReLU by default
         */
        public record Layer(
                int filters,
                List<Integer> kernel,
                @Omittable List<Integer> stride,
                @Omittable Pool pool,
                @Omittable List<Integer> poolSize,
                @Omittable boolean separable,
                @Omittable boolean residual,
                @Omittable Activations activation) {

            /** Refuses sizes below 1, even kernels, and pooling without its size. */
            public Layer {
                stride = stride == null ? List.of(1, 1) : stride;
                pool = pool == null ? Pool.NONE : pool;
                activation = activation == null ? Activations.RELU : activation;
                if (filters < 1) {
                    throw new IllegalArgumentException("a convolution has at least one filter, got " + filters);
                }
                kernel = pair("a kernel", kernel);
                stride = pair("a stride", stride);
                if (kernel.get(0) % 2 == 0 || kernel.get(1) % 2 == 0) {
                    throw new IllegalArgumentException(
                            "a kernel has odd sizes, so that it has a middle, got " + kernel);
                }
                if ((pool == Pool.NONE) != (poolSize == null)) {
                    throw new IllegalArgumentException("a layer has a pool size if it pools, and only then");
                }
                poolSize = poolSize == null ? null : pair("a pooling", poolSize);
            }

            private static List<Integer> pair(String what, List<Integer> sizes) {
                if (sizes == null || sizes.size() != 2 || !arePositive(sizes)) {
                    throw new IllegalArgumentException(
                            what + " has two positive sizes, over frequency and over time, got " + sizes);
                }
                return List.copyOf(sizes);
            }
        }

        /** Refuses a network without layers. */
        public ConvNet {
            if (layers == null || layers.isEmpty() || layers.stream().anyMatch(Objects::isNull)) {
                throw new IllegalArgumentException(
                        "a convolutional encoder has at least one layer, and none is missing");
            }
            layers = List.copyOf(layers);
            frequencies = frequencies == null ? Frequencies.MEAN : frequencies;
        }

        @Override
        public Encoder build(int melBands) {
            return new ConvNetEncoder(this);
        }
    }

    /**
     * The frames of the spectrogram themselves, see {@link FrameEncoder}.
     *
     * @param norm whether the input goes through a batch norm; not by default
     */
    @Named("frames")
    record Frames(@Omittable boolean norm) implements EncoderSettings {

        @Override
        public Encoder build(int melBands) {
            return new FrameEncoder(this);
        }
    }

    /**
     * The spectrogram cut into patches, see {@link PatchEncoder}.
     *
     * @param width features of a patch's embedding
     * @param bands height of a patch
     * @param frames width of a patch
     * @param bandStride from one patch to the next higher one; less than {@code bands} where they overlap
     * @param frameStride from one patch to the next later one; less than {@code frames} where they overlap
     */
    @Named("patches")
    record Patches(int width, int bands, int frames, int bandStride, int frameStride) implements EncoderSettings {

        /** Refuses patches without size, and strides that leave out what lies between patches. */
        public Patches {
            if (width < 1 || bands < 1 || frames < 1 || bandStride < 1 || frameStride < 1) {
                throw new IllegalArgumentException(
                        "patches have at least one feature, band and frame, and so have their"
                                + " strides; got width " + width + ", " + bands + " x " + frames + " with strides "
                                + bandStride
                                + " x " + frameStride);
            }
            if (bandStride > bands || frameStride > frames) {
                throw new IllegalArgumentException("patches of " + bands + " x " + frames + " with strides "
                        + bandStride + " x " + frameStride + " would leave out what lies between them");
            }
        }

        @Override
        public Encoder build(int melBands) {
            return new PatchEncoder(this);
        }
    }

    private static void requirePooling(List<Integer> channels, List<List<Integer>> pooling) {
        if (channels == null || pooling == null || channels.isEmpty() || channels.size() != pooling.size()) {
            throw new IllegalArgumentException("every convolution has its pooling: there are "
                    + (channels == null ? 0 : channels.size()) + " convolutions and "
                    + (pooling == null ? 0 : pooling.size()) + " poolings");
        }
        if (!arePositive(channels)) {
            throw new IllegalArgumentException("every convolution has at least one channel, got " + channels);
        }
        if (!pooling.stream().allMatch(pool -> pool != null && pool.size() == 2 && arePositive(pool))) {
            throw new IllegalArgumentException(
                    "a pooling has two positive sizes, over frequency and over time, got " + pooling);
        }
    }

    private static boolean arePositive(List<Integer> numbers) {
        return numbers.stream().allMatch(number -> number != null && number > 0);
    }
}
