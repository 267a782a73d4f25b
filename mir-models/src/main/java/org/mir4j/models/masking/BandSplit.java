// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.masking;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.norm.BatchNorm;
import java.util.ArrayList;
import java.util.List;
import org.mir4j.models.layer.Pass;
import org.mir4j.models.layer.Temporaries;

/**
 * Band-split RNN: every band of a frame becomes a few features, recurrent networks read these by turns over time and over
 * bands, and each band's masks are made of its features alone.
 *
 * <p>Magnitudes are raised to a power and normalised by a batch norm a frequency bin; some frames that follow each other
 * may be read as one. Unlike in the paper, masks are real, norms are those of layers rather than of groups, so that no
 * frame depends on all others, and there is no gate in the heads.
 *
 * <ul>
 *   <li>input: {@code (B, C, F, T)}
 *   <li>output: {@code (B, S, C, F, T)}, between 0 and 1
 * </ul>
 *
 * <p>Parameters: {@code input_norm}, {@code split1} and so on for each band, {@code time1}, {@code band1} and so on for
 * each layer, and {@code head1} and so on.
 *
 * <p>Source: Luo, Yu, "Music source separation with band-split RNN", IEEE/ACM TASLP 31, 2023.
 */
public final class BandSplit extends MaskNetwork {

    private static final float EPSILON = 1e-5f;

    private final BandSplitSettings settings;
    private final List<Integer> edges; // the first bin of each band, and the end of the last one
    private final BatchNorm inputNorm;
    private final List<BandFeatures> splits = new ArrayList<>();
    private final List<SequenceReader> overTime = new ArrayList<>();
    private final List<SequenceReader> overBands = new ArrayList<>();
    private final List<BandMasks> heads = new ArrayList<>();

    /**
     * @param settings bands and sizes
     * @param channels of the mixture, C
     * @param bins of a frame, F
     * @param stems how many masks, S
     * @throws IllegalArgumentException if there are more bins in the bands than in a frame
     */
    public BandSplit(BandSplitSettings settings, int channels, int bins, int stems) {
        super(channels, bins, stems);
        this.settings = settings;
        sharedBy(settings.mask(), stems);
        edges = edges(settings.bands(), bins);
        inputNorm = addChildBlock(
                "input_norm", BatchNorm.builder().optAxis(2).optEpsilon(EPSILON).build());
        int masks = settings.mask() == Mask.SOFTMAX ? stems - 1 : stems; // the last stem's logit is 0
        for (int band = 1; band < edges.size(); band++) {
            int width = edges.get(band) - edges.get(band - 1);
            splits.add(addChildBlock("split" + band, new BandFeatures(settings, channels * width)));
            heads.add(addChildBlock("head" + band, new BandMasks(settings, masks, channels, width)));
        }
        for (int layer = 1; layer <= settings.layers(); layer++) {
            overTime.add(addChildBlock("time" + layer, new SequenceReader(settings.cells(), settings.features())));
            overBands.add(addChildBlock("band" + layer, new SequenceReader(settings.cells(), settings.features())));
        }
    }

    private static List<Integer> edges(List<Integer> widths, int bins) {
        List<Integer> edges = new ArrayList<>(List.of(0));
        int edge = 0;
        for (int width : widths) {
            edge += width;
            edges.add(edge);
        }
        if (edge > bins) {
            throw new IllegalArgumentException(
                    "bands of " + edge + " bins together cannot split a spectrogram of " + bins);
        }
        if (edge < bins) {
            edges.add(bins);
        }
        return edges;
    }

    @Override
    public boolean sharesMixture() {
        return settings.mask() == Mask.SOFTMAX;
    }

    @Override
    NDArray masks(Pass pass, NDArray magnitudes) {
        try (Temporaries temporaries = new Temporaries()) {
            NDArray compressed = temporaries.of(Compression.of(magnitudes, settings.compression()));
            NDArray normed = wholeSteps(temporaries.of(pass.through(inputNorm, compressed)), temporaries);
            NDList bands = new NDList();
            for (int band = 0; band < splits.size(); band++) {
                NDArray part = temporaries.of(normed.get(slice(band)));
                bands.add(temporaries.of(pass.through(splits.get(band), part)));
            }
            NDArray features = temporaries.of(NDArrays.stack(bands, 1)); // (B, K, T / stride, N)
            for (int layer = 0; layer < settings.layers(); layer++) {
                NDArray timely = temporaries.of(pass.through(overTime.get(layer), features));
                NDArray frames = temporaries.of(timely.transpose(0, 2, 1, 3));
                NDArray read = temporaries.of(pass.through(overBands.get(layer), frames));
                features = temporaries.of(read.transpose(0, 2, 1, 3));
            }
            NDList logits = new NDList();
            for (int band = 0; band < heads.size(); band++) {
                NDArray part = temporaries.of(features.get(new NDIndex(":, {}", band)));
                logits.add(temporaries.of(pass.through(heads.get(band), part)));
            }
            NDArray all = temporaries.of(NDArrays.concat(logits, 3));
            long frames = magnitudes.getShape().get(3);
            return normalised(temporaries.of(all.get(new NDIndex("..., :{}", frames))), settings.mask());
        }
    }

    /** With zeros at the end until there are as many frames as are read at once, or a multiple of it. */
    private NDArray wholeSteps(NDArray normed, Temporaries temporaries) {
        long more = steps(normed.getShape().get(3)) * settings.stride()
                - normed.getShape().get(3);
        return more == 0 ? normed : temporaries.of(normed.pad(new Shape(0, more), 0));
    }

    private long steps(long frames) {
        return (frames + settings.stride() - 1) / settings.stride();
    }

    private NDIndex slice(int band) {
        return new NDIndex(":, :, {}:{}", edges.get(band), edges.get(band + 1));
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
        requireFitting(inputs[0]);
        long batch = inputs[0].get(0);
        long steps = steps(inputs[0].get(3));
        inputNorm.initialize(manager, type, inputs[0]);
        for (int band = 0; band < splits.size(); band++) {
            int width = edges.get(band + 1) - edges.get(band);
            Shape part = new Shape(batch, channels(), width, steps * settings.stride());
            splits.get(band).initialize(manager, type, part);
            heads.get(band).initialize(manager, type, new Shape(batch, steps, settings.features()));
        }
        Shape features = new Shape(batch, splits.size(), steps, settings.features());
        overTime.forEach(reader -> reader.initialize(manager, type, features));
        overBands.forEach(reader -> reader.initialize(manager, type, features));
    }
}
