// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.masking;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.ConstantInitializer;
import ai.djl.training.initializer.XavierInitializer;
import ai.djl.training.initializer.XavierInitializer.FactorType;
import ai.djl.training.initializer.XavierInitializer.RandomType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mir4j.models.engine.TorchOperator;
import org.mir4j.models.layer.ArrayScope;
import org.mir4j.models.layer.ForwardContext;
import org.mir4j.models.masking.MaskNetworkSettings.MaskActivation;
import org.mir4j.models.masking.MaskNetworkSettings.UNetSettings;
import org.mir4j.models.masking.PiecewiseLayer.Geometry;

/**
 * The U-Net: an encoder that halves the spectrogram at every level, and a decoder that doubles it again and is given,
 * at every level, the features of the encoder there.
 *
 * <p>Magnitudes are raised to a power and normalised by one batch norm per frequency bin. Each level of the encoder is
 * a convolution with stride 2, batch norm and leaky ReLU (0.2); each of the decoder a convolution that doubles, batch
 * norm and ReLU, to which the encoder's features of that size are concatenated. The last level has half as many
 * channels as the first one of the encoder, and a 3x3 convolution makes masks of them and of the normalised input.
 *
 * <p>Bins and frames are padded with zeros, at the top and at the end, until each level can halve them. The mask of
 * bins that the network does not receive is the mean of that of the highest sixteenth of those that it does.
 *
 * <ul>
 *   <li>input: {@code (B, C, F, T)}
 *   <li>output: {@code (B, S, C, F, T)}, between 0 and 1
 * </ul>
 *
 * <p>Parameters: {@code input_norm}, {@code down1} and so on, {@code up1} and so on, where {@code up1} is the last one
 * of the decoder, and {@code output}.
 *
 * <p>Source: Jansson et al., "Singing voice separation with deep U-Net convolutional networks", ISMIR 2017, with the
 * last convolution of Hennequin et al., "Spleeter: a fast and efficient music source separation tool", JOSS 2020.
 */
final class UNet extends MaskNetwork {

    private static final float EPSILON = 1e-5f;

    private static final Shape OUTPUT_KERNEL = new Shape(3, 3);

    /** So small that an untrained network gives nearly the same mask everywhere. */
    private static final float OUTPUT_VARIANCE = 0.02f;

    private final UNetSettings settings;
    private final int seen;
    private final BatchNorm inputNorm;
    private final List<UNetLevel> down = new ArrayList<>();
    private final List<UNetLevel> up = new ArrayList<>(); // up.get(i) is as large as the input of down.get(i)
    private final Conv2d output;

    /**
     * @param settings levels and their parts
     * @param channels of the mixture, C
     * @param bins of a frame, F
     * @param stems how many masks, S
     * @throws IllegalArgumentException if the settings do not fit these sizes
     */
    UNet(UNetSettings settings, int channels, int bins, int stems) {
        super(channels, bins, stems);
        this.settings = settings;
        if (settings.bins() > bins) {
            throw new IllegalArgumentException(
                    "a U-Net over " + settings.bins() + " bins do not fit a spectrogram of " + bins);
        }
        sharedBy(settings.mask(), stems);
        seen = settings.bins() > 0 ? settings.bins() : bins - (bins > 1 && fits(bins - 1) ? 1 : 0);
        inputNorm = addChildBlock(
                "input_norm", BatchNorm.builder().optAxis(2).optEpsilon(EPSILON).build());
        for (int level = 0; level < depth(); level++) {
            int frequencies = (int) padded(seen) >> (level + 1);
            int width = settings.channels().get(level);
            down.add(addChildBlock("down" + (level + 1), UNetLevel.down(settings, width, frequencies)));
        }
        for (int level = 0; level < depth(); level++) {
            up.add(addChildBlock("up" + (level + 1), decoderLevel(level)));
        }
        output = addChildBlock("output", masking(channels * stems, stems));
    }

    private UNetLevel decoderLevel(int level) {
        List<Integer> widths = settings.channels();
        int below = widths.get(level);
        boolean concatenated = settings.skips() && level < depth() - 1;
        int out = level == 0 ? Math.max(1, below / 2) : widths.get(level - 1);
        boolean dropped = level >= depth() - depth() / 2;
        int frequencies = (int) padded(seen) >> level;
        return UNetLevel.up(
                settings, concatenated ? 2 * below : below, out, frequencies, dropped ? settings.dropout() : 0);
    }

    /** The last convolution, whose masks are about {@code 1 / S} before training. */
    private Conv2d masking(int filters, int stems) {
        Conv2d convolution = Conv2d.builder()
                .setFilters(filters)
                .setKernelShape(OUTPUT_KERNEL)
                .optPadding(new Shape(1, 1))
                .build();
        boolean alone = settings.mask() == MaskActivation.SIGMOID && stems > 1;
        float start = alone ? (float) -Math.log(stems - 1) : 0;
        convolution.setInitializer(
                new XavierInitializer(RandomType.GAUSSIAN, FactorType.IN, OUTPUT_VARIANCE), "weight");
        convolution.setInitializer(new ConstantInitializer(start), "bias");
        return convolution;
    }

    private int depth() {
        return settings.channels().size();
    }

    private boolean fits(long size) {
        return padded(size) == size;
    }

    /** The next size that every level can halve. */
    private long padded(long size) {
        long step = 1L << depth();
        return (size + step - 1) / step * step;
    }

    @Override
    public boolean sharesMixture() {
        return settings.mask() == MaskActivation.SOFTMAX;
    }

    @Override
    NDArray masks(ForwardContext context, NDArray magnitudes) {
        List<NDArray> features = new ArrayList<>();
        long frames = magnitudes.getShape().get(3);
        features.add(normalised(context, magnitudes, padded(frames) - frames));
        for (UNetLevel level : down) {
            features.add(context.through(level, features.get(features.size() - 1)));
        }
        NDArray x = features.get(depth());
        for (int level = depth() - 1; level >= 0; level--) {
            try (NDArray narrow = x;
                    NDArray skipped = features.get(level)) {
                NDArray wide = context.through(up.get(level), narrow);
                x = settings.skips() ? concatenated(wide, skipped) : wide;
            }
        }
        try (NDArray last = x;
                NDArray logits = context.through(output, last)) {
            return cut(logits, frames);
        }
    }

    private static NDArray concatenated(NDArray wide, NDArray skipped) {
        try (wide) {
            return wide.concat(skipped, 1);
        }
    }

    /** What the network receives, compressed, normalised and padded. */
    private NDArray normalised(ForwardContext context, NDArray magnitudes, long moreFrames) {
        long moreBins = padded(seen) - seen;
        try (ArrayScope scope = new ArrayScope()) {
            NDArray lowest = scope.of(magnitudes.get(new NDIndex(":, :, :{}", seen)));
            NDArray compressed = scope.of(compressed(lowest, settings.compression()));
            NDArray normed = scope.of(context.through(inputNorm, compressed));
            return normed.pad(new Shape(0, moreFrames, 0, moreBins), 0);
        }
    }

    /** {@code (B, S C, padded F, padded T)} to masks for so many frames. */
    private NDArray cut(NDArray logits, long frames) {
        try (ArrayScope scope = new ArrayScope()) {
            NDArray inside = scope.of(logits.get(new NDIndex(":, :, :{}, :{}", seen, frames)));
            NDArray split = scope.of(inside.reshape(logits.getShape().get(0), stems(), channels(), seen, frames));
            NDArray masks = normalised(split, settings.mask());
            return seen == bins() ? masks : extended(scope.of(masks), scope);
        }
    }

    private NDArray extended(NDArray masks, ArrayScope scope) {
        long first = firstExtended(seen);
        Shape shape = masks.getShape();
        Shape rest = new Shape(shape.get(0), shape.get(1), shape.get(2), bins() - seen, shape.get(4));
        NDArray top = scope.of(masks.get(new NDIndex(":, :, :, {}:", first)));
        NDArray mean = scope.of(top.mean(new int[] {3}, true));
        return masks.concat(scope.of(mean.broadcast(rest)), 3);
    }

    @Override
    public Optional<MaskStream> stream(NDManager manager) {
        return Optional.of(new Stream(manager));
    }

    /** Each layer takes the frames that the one before has completed; skipped features wait for those that meet them. */
    private final class Stream implements MaskStream {

        /** As the filters of convolutions lie, so that nothing has to be laid out anew on the way. */
        private static final TorchOperator CHANNELS_LAST =
                TorchOperator.of("x", "torch.contiguous(x, memory_format=2)");

        private static final int OUTPUT_REACH = 1;
        private static final int FRAMES = 3; // the axis

        private final List<PiecewiseLayer> downward = new ArrayList<>();
        private final List<PiecewiseLayer> upward = new ArrayList<>();
        private final PiecewiseLayer masking;
        private final List<FrameQueue> skipped = new ArrayList<>();
        private long received;
        private long delivered;

        /**
         * @param manager where frames are remembered
         */
        Stream(NDManager manager) {
            int reach = (settings.kernel() / 2 + 1) / 2; // of one convolution, in frames of the smaller image
            Geometry halving = new Geometry(2, 1, reach + settings.blocks());
            Geometry doubling = new Geometry(1, 2, 2 * reach + settings.blocks());
            down.forEach(level -> downward.add(new PiecewiseLayer(level, halving, manager)));
            for (UNetLevel level : up) {
                upward.add(new PiecewiseLayer(level, doubling, manager));
                skipped.add(new FrameQueue(FRAMES, manager));
            }
            masking = new PiecewiseLayer(output, new Geometry(1, 1, OUTPUT_REACH), manager);
        }

        @Override
        public NDArray push(NDArray magnitudes, boolean last) {
            requireFitting(magnitudes.getShape());
            received += magnitudes.getShape().get(3);
            try (NDManager scope = magnitudes.getManager().newSubManager()) {
                ForwardContext context = new ForwardContext(new ParameterStore(scope, false), false);
                NDArray rows = normalised(context, magnitudes, last ? padded(received) - received : 0);
                rows.attach(scope);
                NDArray image = CHANNELS_LAST.apply(rows);
                NDArray logits = decoded(context, encoded(context, image, last), last, scope);
                if (logits == null) {
                    return null;
                }
                long frames = last ? received - delivered : logits.getShape().get(3);
                delivered += frames;
                NDArray masks = cut(logits, frames);
                masks.attach(magnitudes.getManager());
                return masks;
            }
        }

        /** The features of the last level; null if there are none yet. */
        private NDArray encoded(ForwardContext context, NDArray image, boolean last) {
            NDArray x = image;
            for (int level = 0; level < depth() && x != null; level++) {
                if (settings.skips()) {
                    skipped.get(level).append(x);
                }
                x = downward.get(level).push(context, x, last);
            }
            return x;
        }

        private NDArray decoded(ForwardContext context, NDArray features, boolean last, NDManager scope) {
            NDArray x = features;
            for (int level = depth() - 1; level >= 0 && x != null; level--) {
                x = upward.get(level).push(context, x, last);
                if (x != null && settings.skips()) {
                    NDArray beside = skipped.get(level).take(x.getShape().get(3), scope);
                    x = concatenated(x, beside);
                    x.attach(scope);
                }
            }
            return x == null ? null : masking.push(context, x, last);
        }

        @Override
        public void close() {
            downward.forEach(PiecewiseLayer::close);
            upward.forEach(PiecewiseLayer::close);
            masking.close();
            skipped.forEach(FrameQueue::close);
        }
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
        requireFitting(inputs[0]);
        long batch = inputs[0].get(0);
        long frames = inputs[0].get(3);
        inputNorm.initialize(manager, type, new Shape(batch, channels(), seen, frames));
        List<Shape> shapes = new ArrayList<>();
        shapes.add(new Shape(batch, channels(), padded(seen), padded(frames)));
        for (UNetLevel level : down) {
            Shape shape = shapes.get(shapes.size() - 1);
            level.initialize(manager, type, shape);
            shapes.add(level.getOutputShapes(new Shape[] {shape})[0]);
        }
        Shape shape = shapes.get(depth());
        for (int level = depth() - 1; level >= 0; level--) {
            up.get(level).initialize(manager, type, shape);
            Shape wide = up.get(level).getOutputShapes(new Shape[] {shape})[0];
            long skipped = settings.skips() ? shapes.get(level).get(1) : 0;
            shape = new Shape(batch, wide.get(1) + skipped, wide.get(2), wide.get(3));
        }
        output.initialize(manager, type, shape);
    }
}
