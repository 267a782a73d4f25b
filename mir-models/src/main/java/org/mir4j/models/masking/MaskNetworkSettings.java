// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.masking;

import java.util.List;
import java.util.Map;
import org.mir4j.models.checkpoint.Tensor;
import org.mir4j.models.checkpoint.WeightsFormat;
import org.mir4j.models.layer.OutputActivation;
import org.mir4j.models.layer.RecurrentCells;
import org.mir4j.models.layer.RecurrentCells.Cell;
import org.mir4j.models.layer.UpConvNorm;
import org.mir4j.models.settings.Named;
import org.mir4j.models.settings.Omittable;

/** The settings of a network that masks; their kind says which network it is. */
public sealed interface MaskNetworkSettings {

    /**
     * Builds the network.
     *
     * @param channels of the mixture, C
     * @param bins of a frame, F: half the FFT size and one
     * @param stems how many masks, S
     * @return a new block without parameters
     * @throws IllegalArgumentException if the settings do not fit these sizes
     */
    MaskNetwork build(int channels, int bins, int stems);

    /**
     * In which form its weights lie in a store.
     *
     * @return tensors, unless a network says otherwise
     */
    default WeightsFormat format() {
        return WeightsFormat.SAFETENSORS;
    }

    /**
     * Fits the weights of another network to this one, so that a training can start from them.
     *
     * @param weights of a network whose names may agree with this one's
     * @return the same, but those that would not have this network's shapes, where it knows how
     */
    default Map<String, Tensor> fitted(Map<String, Tensor> weights) {
        return weights;
    }

    /** How masks come about. */
    enum MaskActivation {
        /** Each by itself, between 0 and 1. */
        SIGMOID,
        /** Against each other: those of all stems sum to 1. */
        SOFTMAX
    }

    /**
     * The settings of {@link UNet}.
     *
     * @param channels of each level, from the widest to the narrowest spectrogram; each level halves frequencies and
     *     frames
     * @param kernel the size of its convolutions on either axis, odd and at least 3; 5 by default
     * @param decoder how the decoder doubles frequencies and frames; transposed by default
     * @param skips whether the decoder also receives the encoder's features of each level; without, the network is a
     *     plain convolutional auto-encoder
     * @param dropout the part of features that is left out in training after the first levels of the decoder, half of
     *     all levels rounded down, at least 0 and less than 1; 0 by default
     * @param mask how masks come about; sigmoid by default
     * @param bins how many of the lowest frequency bins the network receives; all by default, but the highest where
     *     without it their number can be halved at every level
     * @param compression the exponent that magnitudes are raised to, more than 0 and at most 1; 0.5 by default
     * @param timeDistributed the bottleneck factor of fully connected layers over frequency at every level, which leave
     *     {@code 1 / factor} of its frequencies between them; 0, no such layers, by default
     * @param blocks how many 3x3 convolutions, each added to its input, follow at every level; 0 by default
     */
    @Named("u-net")
    record UNetSettings(
            List<Integer> channels,
            @Omittable int kernel,
            @Omittable UpConvNorm.Form decoder,
            boolean skips,
            @Omittable double dropout,
            @Omittable MaskActivation mask,
            @Omittable int bins,
            @Omittable double compression,
            @Omittable int timeDistributed,
            @Omittable int blocks)
            implements MaskNetworkSettings {

        private static final int USUAL_KERNEL = 5;

        /** More levels would leave nothing of any spectrogram. */
        private static final int MOST_LEVELS = 12;

        /** Refuses levels without channels, even kernels, and parts that are none. */
        public UNetSettings {
            kernel = kernel == 0 ? USUAL_KERNEL : kernel;
            decoder = decoder == null ? UpConvNorm.Form.TRANSPOSED : decoder;
            mask = mask == null ? MaskActivation.SIGMOID : mask;
            compression = exponent(compression);
            if (channels == null
                    || channels.isEmpty()
                    || channels.size() > MOST_LEVELS
                    || channels.stream().anyMatch(width -> width == null || width < 1)) {
                throw new IllegalArgumentException(
                        "a U-Net has 1 to " + MOST_LEVELS + " levels with at least one channel each, got " + channels);
            }
            channels = List.copyOf(channels);
            if (kernel < 3 || kernel % 2 == 0) {
                throw new IllegalArgumentException(
                        "the kernel of a U-Net has an odd size of at least 3, got " + kernel);
            }
            if (!(dropout >= 0 && dropout < 1)) {
                throw new IllegalArgumentException("dropout is at least 0 and less than 1, got " + dropout);
            }
            if (bins < 0 || timeDistributed < 0 || blocks < 0) {
                throw new IllegalArgumentException(
                        "numbers of bins and of blocks, and the factor of a bottleneck, are at" + " least 0, got "
                                + bins + ", " + blocks + " and " + timeDistributed);
            }
        }

        @Override
        public MaskNetwork build(int channels, int bins, int stems) {
            return new UNet(this, channels, bins, stems);
        }
    }

    /**
     * The settings of {@link BandSplit}.
     *
     * @param bands how many frequency bins each band has, from the lowest; bins above the last one are a band of their
     *     own
     * @param features of a band and frame
     * @param hidden features of each direction of the recurrent networks
     * @param layers how often time and bands are read
     * @param cell of the recurrent networks; LSTM by default
     * @param head features between the two layers that make masks of a band's features
     * @param stride frames that are read as one, which divides the work of the recurrent networks; 1 by default
     * @param mask how masks come about; sigmoid by default
     * @param compression the exponent that magnitudes are raised to, more than 0 and at most 1; 0.5 by default
     */
    @Named("band-split")
    record BandSplitSettings(
            List<Integer> bands,
            int features,
            int hidden,
            int layers,
            @Omittable Cell cell,
            int head,
            @Omittable int stride,
            @Omittable MaskActivation mask,
            @Omittable double compression)
            implements MaskNetworkSettings {

        /** Refuses bands without bins, and networks without features or layers. */
        public BandSplitSettings {
            cell = cell == null ? Cell.LSTM : cell;
            mask = mask == null ? MaskActivation.SIGMOID : mask;
            compression = exponent(compression);
            if (bands == null || bands.isEmpty() || bands.stream().anyMatch(width -> width == null || width < 1)) {
                throw new IllegalArgumentException("there is at least one band of at least one bin, got " + bands);
            }
            bands = List.copyOf(bands);
            stride = stride == 0 ? 1 : stride;
            if (features < 1 || hidden < 1 || layers < 1 || head < 1 || stride < 1) {
                throw new IllegalArgumentException(
                        "a band-split network has at least one feature everywhere, one layer and"
                                + " one frame at once, got " + features + " features, " + hidden + " hidden ones, "
                                + head
                                + " in its heads, " + layers + " layers and " + stride + " frames");
            }
        }

        /** The recurrent networks. */
        RecurrentCells.Settings cells() {
            return new RecurrentCells.Settings(cell, hidden, 1, true, 0);
        }

        @Override
        public MaskNetwork build(int channels, int bins, int stems) {
            return new BandSplit(this, channels, bins, stems);
        }
    }

    /**
     * The settings of {@link OpenUnmix}.
     *
     * @param hidden features per frame between the layers; the authors have 512, and 1024 in their larger model
     * @param layers of the recurrent network, of which the authors have 3
     * @param unidirectional whether the recurrent network reads time forwards only, so that a mask needs no future
     * @param maxBins how many of the lowest bins the network receives, all of which it masks; all by default. The
     *     authors take those up to 16 kHz, {@code floor(16000 fftSize / sampleRate) + 1}: 1487 at 44.1 kHz and an FFT
     *     of 4096
     * @param dropout the part of features that is left out in training between recurrent layers, at least 0 and less
     *     than 1; the authors' 0.4 by default, or 0 with a single layer
     */
    @Named("open-unmix")
    record OpenUnmixSettings(
            int hidden,
            int layers,
            @Omittable boolean unidirectional,
            @Omittable int maxBins,
            @Omittable Double dropout)
            implements MaskNetworkSettings {

        private static final double AUTHORS_DROPOUT = 0.4;

        /** Refuses a network without features or layers, and features that two directions cannot share. */
        public OpenUnmixSettings {
            if (hidden < 1 || layers < 1) {
                throw new IllegalArgumentException("Open-Unmix has at least one feature and one recurrent layer, got "
                        + hidden + " features and " + layers + " layers");
            }
            if (!unidirectional && hidden % 2 != 0) {
                throw new IllegalArgumentException(
                        "two directions share the features of Open-Unmix, so their number is even, got " + hidden);
            }
            if (maxBins < 0) {
                throw new IllegalArgumentException("a network receives 0 (all) or more bins, got " + maxBins);
            }
            dropout = dropout == null ? (layers > 1 ? AUTHORS_DROPOUT : 0) : dropout;
            cells(hidden, layers, unidirectional, dropout);
        }

        private static RecurrentCells.Settings cells(int hidden, int layers, boolean unidirectional, double dropout) {
            int features = unidirectional ? hidden : hidden / 2;
            return new RecurrentCells.Settings(Cell.LSTM, features, layers, !unidirectional, dropout);
        }

        /** The recurrent network. */
        RecurrentCells.Settings cells() {
            return cells(hidden, layers, unidirectional, dropout);
        }

        @Override
        public MaskNetwork build(int channels, int bins, int stems) {
            return new OpenUnmix(this, channels, bins, stems);
        }
    }

    /**
     * The settings of {@link ScriptedMasks}, which cannot be trained.
     *
     * @param activation what becomes of the module's output; by default it is masks, which are at least 0
     * @param frames how many the module takes, for one that takes no other number; by default it takes any
     */
    @Named("torchscript")
    record ScriptedMasksSettings(@Omittable OutputActivation activation, @Omittable int frames)
            implements MaskNetworkSettings {

        /** Refuses less than any number of frames. */
        public ScriptedMasksSettings {
            activation = activation == null ? OutputActivation.NONE : activation;
            if (frames < 0) {
                throw new IllegalArgumentException("a module takes 0 (any) or more frames, got " + frames);
            }
        }

        @Override
        public MaskNetwork build(int channels, int bins, int stems) {
            return new ScriptedMasks(this, channels, bins, stems);
        }

        @Override
        public WeightsFormat format() {
            return WeightsFormat.TORCHSCRIPT;
        }
    }

    /**
     * The settings of {@link Spleeter}.
     *
     * @param channels of each level of the encoder, from the widest to the narrowest spectrogram; the authors' 16, 32,
     *     64, 128, 256 and 512 by default
     * @param encoder the activation of its levels; leaky ReLU by default, as in the authors' model of two stems
     * @param decoder the activation of its levels; ReLU by default, as there
     * @param mask how masks come about before the magnitudes that they make are compared: sigmoid by default, softmax in
     *     the authors' model of five stems
     * @param bins how many of the lowest frequency bins the networks receive: the authors have 1024 (11 kHz at 44.1 kHz
     *     and an FFT of 4096) or, with the same weights, 1536 (16 kHz)
     * @param frames that they receive at once; the authors' 512. Fewer are filled up with silence
     * @param extension what becomes of the bins above; silence by default, as in the authors' code
     * @param remainder whether the second of two stems has no network, and is what the mask of the first leaves; it has
     *     by default
     */
    @Named("spleeter")
    record SpleeterSettings(
            @Omittable List<Integer> channels,
            @Omittable Rectifier encoder,
            @Omittable Rectifier decoder,
            @Omittable MaskActivation mask,
            int bins,
            int frames,
            @Omittable Extension extension,
            @Omittable(formerly = "false") boolean remainder)
            implements MaskNetworkSettings {

        private static final List<Integer> AUTHORS_CHANNELS = List.of(16, 32, 64, 128, 256, 512);
        private static final int MOST_LEVELS = 12;

        /** An activation. */
        public enum Rectifier {
            /** {@code max(x, 0)}. */
            RELU,
            /** {@code max(x, 0.2 x)}. */
            LEAKY_RELU,
            /** {@code x} or, below 0, {@code exp(x) - 1}. */
            ELU
        }

        /** What becomes of the bins that the networks do not receive. */
        public enum Extension {
            /** No stem has them: they are cut off. */
            ZEROS,
            /** Each stem has as much of them as of the bins below on average. */
            AVERAGE
        }

        /** Refuses levels without channels, and sizes that cannot be halved at every level. */
        public SpleeterSettings {
            channels = channels == null || channels.isEmpty() ? AUTHORS_CHANNELS : channels;
            encoder = encoder == null ? Rectifier.LEAKY_RELU : encoder;
            decoder = decoder == null ? Rectifier.RELU : decoder;
            mask = mask == null ? MaskActivation.SIGMOID : mask;
            extension = extension == null ? Extension.ZEROS : extension;
            if (channels.size() > MOST_LEVELS || channels.stream().anyMatch(width -> width == null || width < 1)) {
                throw new IllegalArgumentException("the encoder of Spleeter has 1 to " + MOST_LEVELS
                        + " levels with at least one channel each, got " + channels);
            }
            channels = List.copyOf(channels);
            int step = 1 << channels.size();
            if (bins < 1 || frames < 1 || bins % step != 0 || frames % step != 0) {
                throw new IllegalArgumentException("Spleeter halves bins and frames at each of " + channels.size()
                        + " levels, so both are multiples of " + step + ", got " + bins + " and " + frames);
            }
            if (remainder && mask == MaskActivation.SOFTMAX) {
                throw new IllegalArgumentException(
                        "masks by softmax are those of several networks, and with a remainder there is one; use sigmoid");
            }
        }

        @Override
        public MaskNetwork build(int channels, int bins, int stems) {
            return new Spleeter(this, channels, bins, stems);
        }

        @Override
        public Map<String, Tensor> fitted(Map<String, Tensor> weights) {
            return SpleeterBottleneck.narrowed(weights, channels);
        }
    }

    /** The exponent of a compression; 0.5 where none was set, which is 0. */
    private static double exponent(double compression) {
        if (!(compression >= 0 && compression <= 1)) {
            throw new IllegalArgumentException(
                    "compression is an exponent of more than 0 and at most 1, got " + compression);
        }
        return compression == 0 ? 0.5 : compression;
    }
}
