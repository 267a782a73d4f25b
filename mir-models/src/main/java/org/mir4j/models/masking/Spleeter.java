// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.masking;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter.Type;
import java.util.ArrayList;
import java.util.List;
import org.mir4j.models.layer.ArrayScope;
import org.mir4j.models.layer.ForwardContext;
import org.mir4j.models.layer.OperatorLayer;
import org.mir4j.models.layer.OperatorLayer.Named;
import org.mir4j.models.masking.MaskNetworkSettings.SpleeterSettings;
import org.mir4j.models.masking.MaskNetworkSettings.SpleeterSettings.Extension;
import org.mir4j.models.masking.MaskNetworkSettings.SpleeterSettings.Rectifier;

/**
 * Spleeter: a U-Net for each stem, whose magnitudes then share the mixture.
 *
 * <p>Each level of an encoder is a convolution with stride 2, batch norm and activation; what the decoder receives is the
 * convolution itself. Each level of a decoder is a transposed convolution, activation and batch norm; a last convolution
 * gives a mask for each channel. The magnitudes {@code m} that these masks make of the mixture become the ratio
 * {@code (m^2 + 1e-10 / S) / (sum of m^2 + 1e-10)}, which is the mask that comes out. With a remainder, which its authors
 * do not have, there is one network for two stems: its mask comes out as it is, and the other one is what that leaves of 1.
 *
 * <p>A song's frames are taken {@code frames} at once, one after the other; the last of them are filled up with silence.
 * All of it is what the authors' code does with segments that begin where its own do.
 *
 * <ul>
 *   <li>input: {@code (B, C, F, T)}
 *   <li>output: {@code (B, S, C, F, T)}, between 0 and 1
 * </ul>
 *
 * <p>Parameters: as Keras numbers the layers of all stems: {@code conv2d}, {@code conv2d_1} and so on, seven for each
 * stem; {@code conv2d_transpose}, six for each; {@code batch_normalization}, twelve for each, of which the sixth is not
 * used and not here. Their parts have PyTorch's names, and their axes PyTorch's order, which is the reverse of Keras's:
 * {@code (out, in, F, T)}.
 *
 * <p>In training too, its batch norms keep their statistics, which in the authors' weights are a mean of 0 and a variance of
 * 1, and scale and shift alone are learned. So it is to start from weights that fit.
 *
 * <p>Source: Hennequin, Khlif, Voituret, Moussallam, "Spleeter: a fast and efficient music source separation tool with
 * pre-trained models", JOSS 5(50), 2020; Jansson et al., "Singing voice separation with deep U-Net convolutional
 * networks", ISMIR 2017.
 */
final class Spleeter extends MaskNetwork {

    private static final float EPSILON = 1e-10f;
    private static final int KERNEL = 5;
    private static final int OUTPUT_KERNEL = 4;
    private static final int TIME = 3;

    private final SpleeterSettings settings;
    private final List<StemNetwork> networks = new ArrayList<>();

    /**
     * @param settings levels and their parts
     * @param channels of the mixture, C
     * @param bins of a frame, F
     * @param stems how many masks, S
     * @throws IllegalArgumentException if the networks are to receive more bins than there are
     */
    Spleeter(SpleeterSettings settings, int channels, int bins, int stems) {
        super(channels, bins, stems);
        this.settings = settings;
        if (settings.bins() > bins) {
            throw new IllegalArgumentException(
                    "Spleeter over " + settings.bins() + " bins does not fit a spectrogram of " + bins);
        }
        sharedBy(settings.mask(), stems);
        if (settings.remainder() && stems != 2) {
            throw new IllegalArgumentException(
                    "Spleeter has a remainder beside one stem, of two, and there are " + stems);
        }
        for (int stem = 0; stem < (settings.remainder() ? 1 : stems); stem++) {
            networks.add(new StemNetwork(stem));
        }
    }

    @Override
    public boolean sharesMixture() {
        return settings.remainder() || settings.bins() == bins() || settings.extension() == Extension.AVERAGE;
    }

    @Override
    NDArray masks(ForwardContext context, NDArray magnitudes) {
        Shape shape = magnitudes.getShape();
        try (ArrayScope scope = new ArrayScope()) {
            NDArray patches = patches(magnitudes, scope);
            NDList logits = new NDList();
            for (StemNetwork network : networks) {
                logits.add(scope.of(network.logits(context, patches)));
            }
            NDArray stacked = scope.of(NDArrays.stack(logits, 1));
            NDArray masks = scope.of(normalised(stacked, settings.mask()));
            if (settings.remainder()) {
                NDArray one = scope.of(extended(inSong(masks, shape, scope), shape, scope));
                NDArray rest = scope.of(scope.of(one.neg()).addi(1));
                return one.concat(rest, 1);
            }
            NDArray ratios = scope.of(ratios(masks, patches, scope));
            return extended(inSong(ratios, shape, scope), shape, scope);
        }
    }

    /** {@code (B, C, F, T)} to {@code (B P, C, bins, frames)}: the song's bins, so many frames at once. */
    private NDArray patches(NDArray magnitudes, ArrayScope scope) {
        Shape shape = magnitudes.getShape();
        NDArray lowest = scope.of(magnitudes.get(new NDIndex(":, :, :{}", settings.bins())));
        long count = count(shape);
        NDArray padded = scope.of(lowest.pad(new Shape(0, count * settings.frames() - shape.get(TIME)), 0));
        NDArray split = scope.of(padded.reshape(shape.get(0), channels(), settings.bins(), count, settings.frames()));
        NDArray ordered = scope.of(split.transpose(0, 3, 1, 2, 4));
        return scope.of(ordered.reshape(shape.get(0) * count, channels(), settings.bins(), settings.frames()));
    }

    private long count(Shape magnitudes) {
        return (magnitudes.get(TIME) + settings.frames() - 1) / settings.frames();
    }

    /** How much of the mixture each stem's magnitudes are, {@code (B P, S, C, bins, frames)}. */
    private NDArray ratios(NDArray masks, NDArray patches, ArrayScope scope) {
        NDArray mixture = scope.of(patches.expandDims(1));
        NDArray stems = scope.of(masks.mul(mixture));
        NDArray powers = scope.of(stems.square());
        NDArray sum = scope.of(scope.of(powers.sum(new int[] {1}, true)).add(EPSILON));
        return scope.of(powers.add(EPSILON / stems())).div(sum);
    }

    /** {@code (B P, S, C, bins, frames)} to {@code (B, S, C, bins, T)}, for as many stems as have networks. */
    private NDArray inSong(NDArray masks, Shape magnitudes, ArrayScope scope) {
        long count = count(magnitudes);
        long batch = magnitudes.get(0);
        int stems = networks.size();
        NDArray split = scope.of(masks.reshape(batch, count, stems, channels(), settings.bins(), settings.frames()));
        NDArray ordered = scope.of(split.transpose(0, 2, 3, 4, 1, 5));
        NDArray joined =
                scope.of(ordered.reshape(batch, stems, channels(), settings.bins(), count * settings.frames()));
        return scope.of(joined.get(new NDIndex(":, :, :, :, :{}", magnitudes.get(TIME))));
    }

    private NDArray extended(NDArray masks, Shape magnitudes, ArrayScope scope) {
        if (settings.bins() == bins()) {
            return masks.duplicate();
        }
        Shape rest = new Shape(
                magnitudes.get(0), networks.size(), channels(), bins() - settings.bins(), magnitudes.get(TIME));
        if (settings.extension() == Extension.ZEROS) {
            return masks.concat(scope.of(masks.getManager().zeros(rest, DataType.FLOAT32, masks.getDevice())), 3);
        }
        NDArray mean = scope.of(masks.mean(new int[] {3}, true));
        return masks.concat(scope.of(mean.broadcast(rest)), 3);
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
        requireFitting(inputs[0]);
        // the shapes of their parameters do not depend on what they receive
        getChildren().values().forEach(layer -> layer.initialize(manager, type, inputs));
    }

    /** The name that Keras gives a layer. */
    static String layer(String kind, int number) {
        return number == 0 ? kind : kind + "_" + number;
    }

    private static String activated(Rectifier rectifier, String x) {
        return switch (rectifier) {
            case RELU -> "torch.relu(" + x + ")";
            case LEAKY_RELU -> "torch.leaky_relu(" + x + ", 0.2)";
            case ELU -> "torch.elu(" + x + ")";
        };
    }

    /** The U-Net of one stem, whose layers are children of the whole network. */
    private final class StemNetwork {

        private static final String NORM =
                "torch.batch_norm(x, weight, bias, running_mean, running_var, False, 0., 0.001, False)";

        /** What {@code same} is in TensorFlow with a stride of 2 and even sizes: one zero before and two after. */
        private static final String HALVING =
                "torch.conv2d(torch.constant_pad_nd(x, [1, 2, 1, 2], 0), weight, bias, [2, 2])";

        /** The transpose of that. */
        private static final String DOUBLING = "torch.slice(torch.slice("
                + "torch.conv_transpose2d(x, weight, bias, [2, 2], [1, 1]), 2, 0, -1), 3, 0, -1)";

        private static final String OUTPUT = "torch.conv2d(x, weight, bias, [1, 1], [3, 3], [2, 2])";

        private final int stem;
        private final List<OperatorLayer> down = new ArrayList<>();
        private final List<OperatorLayer> downNorms = new ArrayList<>(); // with activations; none after the last
        private final List<OperatorLayer> up = new ArrayList<>(); // with activations; the narrowest first
        private final List<OperatorLayer> upNorms = new ArrayList<>();
        private final OperatorLayer output;

        StemNetwork(int stem) {
            this.stem = stem;
            List<Integer> widths = settings.channels();
            int depth = widths.size();
            for (int level = 0; level < depth; level++) {
                int in = level == 0 ? channels() : widths.get(level - 1);
                down.add(convolution(level, HALVING, widths.get(level), in, KERNEL));
                if (level < depth - 1) {
                    downNorms.add(norm(level, widths.get(level), activated(settings.encoder(), NORM)));
                }
            }
            for (int level = depth - 1; level >= 0; level--) {
                int number = depth - 1 - level;
                int in = widths.get(level) * (number == 0 ? 1 : 2);
                int out = level == 0 ? 1 : widths.get(level - 1);
                up.add(doubling(number, in, out));
                upNorms.add(norm(depth + number, out, NORM));
            }
            output = convolution(depth, OUTPUT, channels(), 1, OUTPUT_KERNEL);
        }

        private OperatorLayer convolution(int number, String expression, int out, int in, int kernel) {
            boolean halves = number < settings.channels().size();
            return add(
                    "conv2d",
                    settings.channels().size() + 1,
                    number,
                    new OperatorLayer(
                            expression,
                            affine(new Shape(out, in, kernel, kernel), out),
                            x -> halves
                                    ? new Shape(x.get(0), out, x.get(2) / 2, x.get(TIME) / 2)
                                    : new Shape(x.get(0), out, x.get(2), x.get(TIME))));
        }

        private OperatorLayer doubling(int number, int in, int out) {
            return add(
                    "conv2d_transpose",
                    settings.channels().size(),
                    number,
                    new OperatorLayer(
                            activated(settings.decoder(), DOUBLING),
                            affine(new Shape(in, out, KERNEL, KERNEL), out),
                            x -> new Shape(x.get(0), out, 2 * x.get(2), 2 * x.get(TIME))));
        }

        private static List<Named> affine(Shape weight, int out) {
            return List.of(new Named("weight", Type.WEIGHT, weight), new Named("bias", Type.BIAS, new Shape(out)));
        }

        private OperatorLayer norm(int number, int width, String expression) {
            Shape each = new Shape(width);
            List<Named> parameters = List.of(
                    new Named("weight", Type.GAMMA, each),
                    new Named("bias", Type.BETA, each),
                    new Named("running_mean", Type.RUNNING_MEAN, each),
                    new Named("running_var", Type.RUNNING_VAR, each));
            int all = 2 * settings.channels().size();
            return add("batch_normalization", all, number, new OperatorLayer(expression, parameters, x -> x));
        }

        private OperatorLayer add(String kind, int ofStem, int number, OperatorLayer layer) {
            return addChildBlock(Spleeter.layer(kind, stem * ofStem + number), layer);
        }

        /** {@code (B, C, bins, frames)} magnitudes to the same shape. */
        NDArray logits(ForwardContext context, NDArray magnitudes) {
            List<NDArray> skips = new ArrayList<>();
            NDArray x = context.through(down.get(0), magnitudes);
            for (int level = 1; level < down.size(); level++) {
                skips.add(x);
                try (NDArray activated = context.through(downNorms.get(level - 1), x)) {
                    x = context.through(down.get(level), activated);
                }
            }
            for (int number = 0; number < up.size(); number++) {
                x = doubled(context, number, x);
                if (!skips.isEmpty()) {
                    try (NDArray skip = skips.remove(skips.size() - 1);
                            NDArray wide = x) {
                        x = skip.concat(wide, 1);
                    }
                }
            }
            try (NDArray last = x) {
                return context.through(output, last);
            }
        }

        private NDArray doubled(ForwardContext context, int number, NDArray narrow) {
            try (narrow;
                    NDArray wide = context.through(up.get(number), narrow)) {
                return context.through(upNorms.get(number), wide);
            }
        }
    }
}
