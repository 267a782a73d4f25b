// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.waveform;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.util.Collections;
import java.util.List;
import org.mir4j.models.engine.TorchOperator;
import org.mir4j.models.layer.ArrayScope;
import org.mir4j.models.layer.ForwardContext;

/**
 * HTDemucs, or Hybrid Transformer Demucs: the two U-Nets of Hybrid Demucs, between whose encoders and decoders is a
 * {@link CrossTransformer}.
 *
 * <p>Parameters: those of {@link HybridNetwork}, {@code crosstransformer}, and where its features are others than those
 * of the encoders, {@code channel_upsampler}, {@code channel_downsampler} and both with {@code _t}.
 *
 * <p>Source: Rouard, Massa, Défossez, "Hybrid Transformers for Music Source Separation", ICASSP 2023.
 */
final class HtDemucs extends HybridNetwork {

    private static final TorchOperator PROJECTED =
            TorchOperator.of("x, w, b", Linear.of("x", "torch.squeeze(w, 2)", "b"));
    private static final TorchOperator ROWS = TorchOperator.of("x", "torch.flatten(torch.transpose(x, 1, 2), 1, 2)");
    private static final TorchOperator FLAT = TorchOperator.of("x", "torch.flatten(x, 1, 2)");

    private final int samples;
    private final Container up;
    private final Container down;
    private final Container timeUp;
    private final Container timeDown;
    private final CrossTransformer transformer;

    HtDemucs(HtDemucsSettings settings, WaveformNetworkSettings.Sizes sizes) {
        super(plan(settings), sizes);
        samples = settings.samples();
        if (samples > 0 && sizes.samples() > samples) {
            throw new IllegalArgumentException("the network was trained with excerpts of " + samples
                    + " samples, and takes no longer chunks, got " + sizes.samples());
        }
        HybridLevel innermost =
                HybridLevel.of(settings.levels()).get(settings.levels().depth() - 1);
        int features = settings.features();
        int channels = innermost.channels();
        boolean hasBottom = settings.bottomChannels() > 0;
        up = hasBottom ? addChildBlock("channel_upsampler", Container.affine(features, channels, 1)) : null;
        down = hasBottom ? addChildBlock("channel_downsampler", Container.affine(channels, features, 1)) : null;
        timeUp = hasBottom ? addChildBlock("channel_upsampler_t", Container.affine(features, channels, 1)) : null;
        timeDown = hasBottom ? addChildBlock("channel_downsampler_t", Container.affine(channels, features, 1)) : null;
        Container parameters = addChildBlock("crosstransformer", new Container());
        transformer = new CrossTransformer(settings.transformer(), features, parameters);
    }

    private static Plan plan(HtDemucsSettings settings) {
        List<HybridLevel> levels = HybridLevel.of(settings.levels());
        HybridLevel innermost = levels.get(levels.size() - 1);
        if (innermost.isOverTime() || innermost.merges() || innermost.channels() != innermost.timeChannels()) {
            throw new IllegalArgumentException("the transformer of HTDemucs is over several frequencies, of as many"
                    + " channels as the samples have, but at level " + innermost.index() + " there are "
                    + innermost.frequenciesOut() + " of " + innermost.channels() + " and " + innermost.timeChannels()
                    + " channels: the depth does not fit the FFT size");
        }
        ResidualBranches.Inside inside =
                new ResidualBranches.Inside(settings.levels().residual(), false, false);
        return new Plan(
                settings.levels(), levels, false, false, Collections.nCopies(levels.size(), inside), List.of(), 0);
    }

    @Override
    protected NDArray apply(ForwardContext context, NDArray mixture) {
        long length = mixture.getShape().get(2);
        if (length >= samples) {
            return super.apply(context, mixture);
        }
        Shape rest = new Shape(mixture.getShape().get(0), channels(), samples - length);
        try (NDArray silence = mixture.getManager().zeros(rest);
                NDArray whole = mixture.concat(silence, 2);
                NDArray stems = super.apply(context, whole)) {
            return stems.get(new NDIndex(":, :, :, :{}", length));
        }
    }

    @Override
    Inner inner(ForwardContext context, Inner encoded) {
        NDArray maps = encoded.maps();
        long frequencies = maps.getShape().get(1);
        NDArray rows = ROWS.apply(maps);
        NDArray sequence = FLAT.apply(encoded.sequences());
        CrossTransformer.Sequences entering =
                new CrossTransformer.Sequences(projected(context, up, rows), projected(context, timeUp, sequence));
        CrossTransformer.Sequences left = transformer.apply(context, entering, frequencies);
        try (NDArray spectral = projected(context, down, left.spectrogram());
                NDArray temporal = projected(context, timeDown, left.samples());
                ArrayScope scope = new ArrayScope()) {
            long batch = maps.getShape().get(0);
            NDArray byFrames = scope.of(
                    spectral.reshape(batch, -1, frequencies, maps.getShape().get(3)));
            return new Inner(byFrames.transpose(0, 2, 1, 3), temporal.expandDims(1));
        }
    }

    /** A linear layer, where there is one; what it receives is closed. */
    private static NDArray projected(ForwardContext context, Container layer, NDArray rows) {
        if (layer == null) {
            return rows;
        }
        try (rows) {
            return PROJECTED.apply(rows, layer.weight(context, rows), layer.bias(context, rows));
        }
    }
}
