// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.waveform;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.initializer.Initializer;
import java.util.ArrayList;
import java.util.List;
import org.mir4j.audio.spectral.StftSettings;
import org.mir4j.models.engine.TorchOperator;
import org.mir4j.models.layer.ArrayScope;
import org.mir4j.models.layer.ForwardContext;
import org.mir4j.models.waveform.RoformerLayer.FirstValues;
import org.mir4j.models.waveform.RoformerTransformer.Over;

/**
 * RoFormers over bands: the spectrum's bands become features, transformers read these over time and over bands by turns, and
 * a complex mask for each stem is made of them. Where bands overlap, the mean of their masks counts.
 *
 * <ul>
 *   <li>input: {@code (B, C, N)}
 *   <li>output: {@code (B, S, C, N)}
 * </ul>
 *
 * <p>Parameters: as in the {@code state_dict} of the package {@code bs-roformer}: {@code band_split}, {@code layers.0.0}
 * and so on, {@code final_norm.gamma}, {@code mask_estimators.0} and so on.
 *
 * <p>Sources: Lu, Wang, Kong, Hung, "Music source separation with Band-Split RoPE Transformer", ICASSP 2024; bands that
 * overlap: Wang, Lu, Won, "Mel-Band RoFormer for music source separation", 2023.
 */
final class Roformer extends WaveformNetwork {

    private static final TorchOperator OF_BANDS = TorchOperator.of("x, i", "torch.index_select(x, 1, i)");
    private static final TorchOperator SILENT = TorchOperator.of("m, i", "torch.index_fill(m, 1, i, 0.)");
    private static final TorchOperator SHARED_SUM =
            TorchOperator.of("m, s, i, n", "torch.div(torch.index_add(torch.zeros_like(s), 1, i, m), n)");
    private static final TorchOperator MASKED = TorchOperator.of(
            "s, m", "torch.view_as_real(torch.mul(torch.view_as_complex(s), torch.view_as_complex(m)))");

    private final RoformerBands bands;
    private final boolean silentDc;
    private final TorchOperator forth;
    private final TorchOperator back;
    private final float[] window;
    private final RoformerBandSplit split;
    private final List<List<RoformerTransformer>> layers = new ArrayList<>();
    private final Parameter finalNorm; // null without one
    private final List<MaskEstimator> estimators = new ArrayList<>();
    private final RoformerSettings settings;

    /** How the spectrum is made. */
    record Spectrum(StftSettings stft, boolean unitary, boolean silentDc) {}

    /** The bins of the bands, how many bands each bin has, {@code (F, 1, 1)}, and the lowest bin, as arrays. */
    private record Layout(NDArray bins, NDArray counts, NDArray lowest) {}

    /**
     * @param spectrum how it is made
     * @param bands of the spectrum
     * @param settings of the layers
     * @param sizes of mixture and stems
     */
    Roformer(Spectrum spectrum, RoformerBands bands, RoformerSettings settings, WaveformNetworkSettings.Sizes sizes) {
        super(sizes.channels(), sizes.stems());
        this.bands = bands;
        this.settings = settings;
        StftSettings stft = spectrum.stft();
        requireFitting(stft, sizes.samples());
        silentDc = spectrum.silentDc();
        window = window(stft.windowLength());
        String transform = stft.fftSize() + ", " + stft.hop() + ", " + stft.windowLength() + ", w, True";
        String unitary = spectrum.unitary() ? "True" : "False";
        forth = TorchOperator.of(
                "x, w",
                "torch.contiguous(torch.permute(torch.view_as_real(torch.stft(x, " + transform + ", \"reflect\", "
                        + unitary + ", True, True)), [2, 1, 0, 3]))");
        back = TorchOperator.of(
                "s, w, x",
                "torch.istft(torch.permute(torch.view_as_complex(s), [2, 1, 0]), " + transform + ", " + unitary
                        + ", True, torch.size(x, 1), False)");
        List<Integer> widths =
                bands.widths().stream().map(bins -> 2 * bins * channels()).toList();
        split = addChildBlock("band_split", new RoformerBandSplit(widths, settings.width()));
        for (int i = 0; i < settings.depth(); i++) {
            layers.add(layer(i));
        }
        finalNorm = settings.finalNorm() ? finalNorm(settings.width()) : null;
        for (int stem = 0; stem < stems(); stem++) {
            estimators.add(addChildBlock("mask_estimators." + stem, new MaskEstimator(settings, widths)));
        }
    }

    private static void requireFitting(StftSettings stft, int samples) {
        if (stft.window() != StftSettings.Window.HANN_PERIODIC || stft.padding() != StftSettings.Padding.REFLECT) {
            throw new IllegalArgumentException("a RoFormer's transform has a periodic Hann window and mirrored ends");
        }
        if (samples <= stft.fftSize() / 2) {
            throw new IllegalArgumentException("a RoFormer whose transform has " + stft.fftSize()
                    + " samples takes chunks of more than half of them, got " + samples);
        }
    }

    private static float[] window(int length) {
        float[] values = new float[length];
        for (int n = 0; n < length; n++) {
            values[n] = (float) (0.5 - 0.5 * Math.cos(2 * Math.PI * n / length));
        }
        return values;
    }

    private List<RoformerTransformer> layer(int index) {
        List<RoformerTransformer> transformers = new ArrayList<>();
        if (settings.linearLayers() > 0) {
            transformers.add(new RoformerTransformer(settings, Over.BOTH, settings.linearLayers(), index > 0));
        }
        transformers.add(new RoformerTransformer(settings, Over.TIME, settings.timeLayers(), index > 0));
        transformers.add(new RoformerTransformer(settings, Over.BANDS, settings.bandLayers(), index > 0));
        for (int i = 0; i < transformers.size(); i++) {
            addChildBlock("layers." + index + "." + i, transformers.get(i));
        }
        return transformers;
    }

    private Parameter finalNorm(int width) {
        return addParameter(Parameter.builder()
                .setName("final_norm.gamma")
                .setType(Parameter.Type.WEIGHT)
                .optShape(new Shape(width))
                .optInitializer(Initializer.ONES)
                .build());
    }

    @Override
    protected NDArray apply(ForwardContext context, NDArray mixtures) {
        try (NDList all = new NDList()) {
            for (int b = 0; b < mixtures.getShape().get(0); b++) {
                try (NDArray mixture = mixtures.get(b)) {
                    all.add(stems(context, mixture));
                }
            }
            return NDArrays.stack(all);
        }
    }

    /** {@code (C, N)} to {@code (S, C, N)}. */
    private NDArray stems(ForwardContext context, NDArray mixture) {
        NDManager manager = mixture.getManager();
        try (ArrayScope scope = new ArrayScope();
                NDList stems = new NDList()) {
            NDArray shape = scope.of(manager.create(window));
            NDArray spectrum = scope.of(forth.apply(mixture, shape)); // (T, F, C, 2)
            Layout layout = layout(manager, scope);
            NDArray features = scope.of(features(context, spectrum, layout.bins()));
            for (MaskEstimator estimator : estimators) {
                try (ArrayScope ofStem = new ArrayScope()) {
                    NDArray mask = ofStem.of(mask(context, estimator, features, spectrum, layout));
                    NDArray masked = ofStem.of(MASKED.apply(spectrum, mask));
                    stems.add(back.apply(masked, shape, mixture));
                }
            }
            return NDArrays.stack(stems);
        }
    }

    private Layout layout(NDManager manager, ArrayScope scope) {
        float[] counts = bands.bandsOfBins();
        return new Layout(
                scope.of(manager.create(bands.bins())),
                scope.of(manager.create(counts, new Shape(counts.length, 1, 1))),
                scope.of(manager.create(new long[] {0})));
    }

    /** {@code (T, F, C, 2)} to {@code (T, K, E)}. */
    private NDArray features(ForwardContext context, NDArray spectrum, NDArray bins) {
        long frames = spectrum.getShape().get(0);
        try (ArrayScope scope = new ArrayScope()) {
            NDArray byBand = bands.overlap() ? scope.of(OF_BANDS.apply(spectrum, bins)) : spectrum;
            NDArray numbers = scope.of(byBand.reshape(frames, -1));
            NDArray read = read(context, split.of(context, numbers, null));
            return finalNorm == null ? read : RoformerLayer.norm(context, scope.of(read), finalNorm);
        }
    }

    /** Sends features, which this changes or closes, through all transformers. */
    private NDArray read(ForwardContext context, NDArray features) {
        boolean keeps = settings.residuals() != null;
        int streams = settings.streams();
        NDArray x = streams == 1 ? features : copies(features, streams);
        try (NDList outputs = new NDList();
                FirstValues ofBoth = keeps ? new FirstValues() : null;
                FirstValues ofTime = keeps ? new FirstValues() : null;
                FirstValues ofBands = keeps ? new FirstValues() : null) {
            for (List<RoformerTransformer> layer : layers) {
                int last = layer.size() - 1;
                if (last == 2) {
                    x = layer.get(0).added(context, x, ofBoth);
                }
                for (NDArray output : outputs) {
                    x = x.addi(output);
                }
                x = layer.get(last - 1).added(context, x, ofTime);
                x = layer.get(last).added(context, x, ofBands);
                if (settings.skips()) {
                    outputs.add(x.duplicate());
                }
            }
        }
        return streams == 1 ? x : sum(x);
    }

    private static NDArray copies(NDArray features, int streams) {
        try (features;
                NDArray one = features.expandDims(0)) {
            return one.repeat(0, streams);
        }
    }

    private static NDArray sum(NDArray streams) {
        try (streams) {
            return streams.sum(new int[] {0});
        }
    }

    /** One stem's mask, {@code (T, F, C, 2)}. */
    private NDArray mask(
            ForwardContext context, MaskEstimator estimator, NDArray features, NDArray spectrum, Layout layout) {
        long frames = spectrum.getShape().get(0);
        try (ArrayScope scope = new ArrayScope()) {
            NDArray numbers = scope.of(estimator.of(context, features, null));
            NDArray ofBands = scope.of(numbers.reshape(frames, -1, channels(), 2));
            NDArray mask = bands.overlap()
                    ? SHARED_SUM.apply(ofBands, spectrum, layout.bins(), layout.counts())
                    : ofBands.duplicate();
            return silentDc ? SILENT.apply(scope.of(mask), layout.lowest()) : mask;
        }
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
        long frames = 1;
        Shape features = new Shape(frames, bands.widths().size(), settings.width());
        split.initialize(manager, type, new Shape(frames, 2L * bands.bins().length * channels()));
        layers.forEach(layer -> layer.forEach(transformer -> transformer.initialize(manager, type, features)));
        estimators.forEach(estimator -> estimator.initialize(manager, type, features));
    }
}
