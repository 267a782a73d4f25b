// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.waveform;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.mir4j.models.engine.TorchOperator;
import org.mir4j.models.layer.ArrayScope;
import org.mir4j.models.layer.ForwardContext;

/**
 * A network of two U-Nets, one over the spectrogram of a mixture and one over its samples, whose stems are added. What is
 * between the encoders and the decoders is a matter of the networks of this kind.
 *
 * <p>Parameters: {@code encoder}, {@code decoder}, {@code tencoder}, {@code tdecoder}, {@code freq_emb.embedding}.
 *
 * <p>Source: Défossez, "Hybrid Spectrogram and Waveform Source Separation", ISMIR 2021 Music Source Separation workshop.
 */
abstract class HybridNetwork extends WaveformNetwork {

    private final HybridUNetSettings sizes;
    private final List<HybridLevel> levels;
    private final boolean magnitudes;
    private final List<HybridLevel.Encoder> encoders = new ArrayList<>();
    private final List<HybridLevel.Decoder> decoders =
            new ArrayList<>(); // the innermost first, as the authors number them
    private final List<HybridEncoderLayer> timeEncoders = new ArrayList<>();
    private final List<HybridDecoderLayer> timeDecoders = new ArrayList<>(); // the innermost first
    private final Container embedding;
    private final ComplexSpectrogram spectrogram;
    private final TorchOperator mapped;
    private final TorchOperator complex;
    private final TorchOperator embedded;
    private final TorchOperator sequences = TorchOperator.of("x", "torch.unsqueeze(torch.transpose(x, 1, 2), 1)");

    private final TorchOperator rowByRow =
            TorchOperator.of("x", "torch.contiguous(torch.transpose(torch.squeeze(x, 1), 1, 2))");

    /**
     * How such a network is built.
     *
     * @param sizes of the U-Nets
     * @param levels of both
     * @param magnitudes whether the spectrogram is real, and stems have the phase of the mixture
     * @param silentEdges as of {@link ComplexSpectrogram}
     * @param inside what residual branches have inside, by level
     * @param bands ends of bands of frequencies, as parts of all
     * @param bandDepth how many of the outer levels have bands
     */
    record Plan(
            HybridUNetSettings sizes,
            List<HybridLevel> levels,
            boolean magnitudes,
            boolean silentEdges,
            List<ResidualBranches.Inside> inside,
            List<Double> bands,
            int bandDepth) {}

    /**
     * What is between encoders and decoders.
     *
     * @param maps {@code (B, F, T, C)}; null for silence
     * @param sequences {@code (B, 1, N, C)}; null for silence
     */
    record Inner(NDArray maps, NDArray sequences) {}

    HybridNetwork(Plan plan, WaveformNetworkSettings.Sizes sizes) {
        super(sizes.channels(), sizes.stems());
        this.sizes = plan.sizes();
        levels = plan.levels();
        magnitudes = plan.magnitudes();
        spectrogram = new ComplexSpectrogram(this.sizes.fftSize(), plan.silentEdges());
        addEncoders(plan);
        addDecoders(plan);
        boolean hasEmbedding = this.sizes.frequencyEmbedding() > 0;
        embedding = hasEmbedding
                ? addChildBlock("freq_emb", new Container())
                        .child(
                                "embedding",
                                new Container()
                                        .with(
                                                "weight",
                                                levels.get(0).frequenciesOut(),
                                                levels.get(0).channels()))
                : null;
        double scale = this.sizes.frequencyEmbedding() * this.sizes.embeddingScale();
        embedded = TorchOperator.of("x, w", "torch.add(x, torch.mul(torch.unsqueeze(w, 1), " + scale + "))");
        String parts = magnitudes ? "torch.unsqueeze(torch.abs(z), -1)" : "torch.view_as_real(z)";
        mapped = TorchOperator.of(
                "z",
                "torch.flatten(torch.permute(torch.unflatten(" + parts + ", 0, [-1, " + channels()
                        + "]), [0, 2, 3, 1, 4]), 3)");
        String rows = "torch.flatten(torch.permute(%s, [0, 3, 1, 2]), 0, 1)";
        complex = magnitudes
                ? TorchOperator.of("m, z", polar(rows.formatted("m")))
                : TorchOperator.of("m, z", rows.formatted("torch.view_as_complex(torch.unflatten(m, 3, [-1, 2]))"));
    }

    /** Magnitudes {@code (B S C, F, T)} with the phases of the mixture, {@code (B C, F, T)}. */
    private String polar(String magnitudes) {
        String phases = "torch.unsqueeze(torch.unflatten(torch.angle(z), 0, [-1, " + channels() + "]), 1)";
        String byStem = "torch.unflatten(" + magnitudes + ", 0, [-1, " + stems() + ", " + channels() + "])";
        return "torch.flatten(torch.polar(" + byStem + ", " + phases + "), 0, 2)";
    }

    private void addEncoders(Plan plan) {
        Container all = addChildBlock("encoder", new Container());
        Container allTime = addChildBlock("tencoder", new Container());
        int channels = magnitudes ? channels() : 2 * channels();
        int timeChannels = channels();
        for (HybridLevel level : levels) {
            String name = Integer.toString(level.index());
            ResidualBranches.Inside inside = plan.inside().get(level.index());
            HybridLayerSettings settings = HybridLayerSettings.ofSpectrogram(sizes, level, inside);
            if (hasBands(plan, level)) {
                HybridBands bands = new HybridBands(plan.bands(), settings);
                encoders.add(all.child(name, bands.encoder(channels)));
            } else {
                encoders.add(all.child(name, new HybridEncoderLayer(settings, channels)));
            }
            if (level.hasTwin()) {
                HybridLayerSettings twin = HybridLayerSettings.ofSamples(sizes, level, inside);
                timeEncoders.add(allTime.child(name, new HybridEncoderLayer(twin, timeChannels)));
            }
            channels = level.channels();
            timeChannels = level.timeChannels();
        }
    }

    private void addDecoders(Plan plan) {
        Container all = addChildBlock("decoder", new Container());
        Container allTime = addChildBlock("tdecoder", new Container());
        for (int i = levels.size() - 1; i >= 0; i--) {
            HybridLevel level = levels.get(i);
            ResidualBranches.Inside inside = plan.inside().get(i);
            boolean last = i == 0;
            int channels = last
                    ? (magnitudes ? 1 : 2) * channels() * stems()
                    : levels.get(i - 1).channels();
            String name = Integer.toString(decoders.size());
            HybridLayerSettings settings = HybridLayerSettings.ofSpectrogram(sizes, level, inside);
            if (hasBands(plan, level)) {
                HybridBands bands = new HybridBands(plan.bands(), settings);
                decoders.add(all.child(name, bands.decoder(channels, last)));
            } else {
                decoders.add(all.child(name, new HybridDecoderLayer(settings, channels, last)));
            }
            if (level.hasTwin()) {
                HybridLayerSettings twin = HybridLayerSettings.ofSamples(sizes, level, inside);
                int timeChannels =
                        last ? channels() * stems() : levels.get(i - 1).timeChannels();
                String timeName = Integer.toString(timeDecoders.size());
                timeDecoders.add(allTime.child(timeName, new HybridDecoderLayer(twin, timeChannels, last)));
            }
        }
    }

    private static boolean hasBands(Plan plan, HybridLevel level) {
        return !plan.bands().isEmpty() && level.index() < plan.bandDepth();
    }

    /**
     * What comes between the encoders and the decoders.
     *
     * @param context the forward pass
     * @param encoded what the encoders give, which stays open
     * @return what the decoders receive besides what each level of the encoders gives
     */
    abstract Inner inner(ForwardContext context, Inner encoded);

    @Override
    protected NDArray apply(ForwardContext context, NDArray mixture) {
        long length = mixture.getShape().get(2);
        try (ArrayScope scope = new ArrayScope()) {
            NDArray complexSpectrogram = scope.of(spectrogram.of(mixture));
            NDArray raw = scope.of(mapped.apply(complexSpectrogram));
            Standardised maps = new Standardised(raw, scope);
            Standardised samples = new Standardised(scope.of(sequences.apply(mixture)), scope);
            Inner decoded = decoded(context, maps.standard(), samples.standard());
            raw.close();
            NDArray values = scope.of(maps.restored(scope.of(decoded.maps())));
            NDArray rows = scope.of(complex.apply(values, complexSpectrogram));
            values.close();
            NDArray bySpectrogram = scope.of(spectrogram.back(rows, length));
            rows.close();
            NDArray restored = scope.of(samples.restored(scope.of(decoded.sequences())));
            NDArray bySamples = scope.of(rowByRow.apply(restored));
            Shape shape = getOutputShapes(new Shape[] {mixture.getShape()})[0];
            return scope.of(bySamples.addi(scope.of(bySpectrogram.reshape(bySamples.getShape()))))
                    .reshape(shape);
        }
    }

    /** Sends both through encoders and decoders; they are closed. */
    private Inner decoded(ForwardContext context, NDArray maps, NDArray samples) {
        Deque<NDArray> skips = new ArrayDeque<>();
        Deque<NDArray> timeSkips = new ArrayDeque<>();
        Deque<Long> lengths = new ArrayDeque<>();
        Deque<Long> timeLengths = new ArrayDeque<>();
        Inner encoded = encoded(context, new Inner(maps, samples), skips, timeSkips, lengths, timeLengths);
        Inner inner = inner(context, encoded);
        NDArray x = inner.maps();
        NDArray sequence = inner.sequences();
        int unshared = decoders.size() - timeDecoders.size();
        for (int i = 0; i < decoders.size(); i++) {
            NDArray before;
            try (NDArray skip = skips.pop()) {
                before = decoders.get(i).gated(context, x, skip);
            }
            close(x);
            try (before) {
                x = decoders.get(i).spread(context, before, lengths.pop());
                if (i >= unshared) {
                    HybridDecoderLayer layer = timeDecoders.get(i - unshared);
                    sequence = decoded(context, layer, before, sequence, timeSkips, timeLengths.pop());
                }
            }
        }
        return new Inner(x, sequence);
    }

    /** One level of the decoder over samples; what it receives is closed. */
    private static NDArray decoded(
            ForwardContext context,
            HybridDecoderLayer layer,
            NDArray shared,
            NDArray sequence,
            Deque<NDArray> skips,
            long length) {
        if (layer.isConvolutionAlone()) {
            close(sequence);
            return layer.spread(context, shared, length);
        }
        NDArray before;
        try (NDArray skip = skips.pop()) {
            before = layer.gated(context, sequence, skip);
        }
        close(sequence);
        try (before) {
            return layer.spread(context, before, length);
        }
    }

    private static void close(NDArray array) {
        if (array != null) {
            array.close();
        }
    }

    /** Sends both through the encoders; they are closed, and what comes out is the last of what is kept. */
    private Inner encoded(
            ForwardContext context,
            Inner both,
            Deque<NDArray> skips,
            Deque<NDArray> timeSkips,
            Deque<Long> lengths,
            Deque<Long> timeLengths) {
        NDArray x = both.maps();
        NDArray sequence = both.sequences();
        boolean kept = false;
        boolean sequenceKept = false;
        for (int i = 0; i < encoders.size(); i++) {
            lengths.push(x.getShape().get(2));
            NDArray joining = null;
            if (i < timeEncoders.size()) {
                timeLengths.push(sequence.getShape().get(2));
                NDArray next = context.through(timeEncoders.get(i), sequence);
                if (!sequenceKept) {
                    sequence.close();
                }
                sequence = next;
                sequenceKept = !timeEncoders.get(i).isConvolutionAlone();
                if (sequenceKept) {
                    timeSkips.push(sequence);
                } else {
                    joining = sequence;
                }
            }
            NDArray next = encoders.get(i).apply(context, x, joining);
            if (!kept) {
                x.close();
            }
            close(joining);
            x = i == 0 && embedding != null ? embedded(context, next) : next;
            kept = true;
            skips.push(x);
        }
        return new Inner(x, sequence);
    }

    private NDArray embedded(ForwardContext context, NDArray maps) {
        try (maps) {
            return embedded.apply(maps, embedding.weight(context, maps));
        }
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
        getChildren().values().forEach(block -> block.initialize(manager, type, inputs));
    }

    /** Maps of a mean of 0 and a standard deviation of 1, and the way back. */
    private static final class Standardised {

        private static final TorchOperator MEAN = TorchOperator.of("x", "torch.mean(x, [1, 2, 3], True)");
        private static final TorchOperator DEVIATION = TorchOperator.of("x", "torch.std(x, [1, 2, 3], True, True)");
        private static final TorchOperator FORTH =
                TorchOperator.of("x, m, d", "torch.div(torch.sub(x, m), torch.add(d, 1e-05))");
        private static final TorchOperator BACK = TorchOperator.of("x, m, d", "torch.add(torch.mul(x, d), m)");

        private final NDArray mean;
        private final NDArray deviation;
        private final NDArray standard;

        Standardised(NDArray raw, ArrayScope scope) {
            mean = scope.of(MEAN.apply(raw));
            deviation = scope.of(DEVIATION.apply(raw));
            standard = FORTH.apply(raw, mean, deviation);
        }

        /** To be closed by whoever takes it. */
        NDArray standard() {
            return standard;
        }

        NDArray restored(NDArray values) {
            return BACK.apply(values, mean, deviation);
        }
    }
}
