// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.network;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.mir4j.models.checkpoint.Tensor;

/**
 * The convolutions of an encoder, made narrower or wider: by no data but the weights.
 *
 * <p>A batch norm says how what it lets through is distributed: with the mean {@code beta} and the deviation {@code gamma},
 * taken as normal. What ReLU leaves of that has a mean and a deviation, and the latter, times the norm of the weights that
 * the next convolution has for it, is how much a channel has to say. Where too many channels are, those that have least to
 * say go, with their mean as a bias of the next convolution. Many say nothing: training has pushed them below ReLU's zero.
 *
 * <p>The last convolution, after which nothing is to fit, can also become wider: its new channels are random, as PyTorch's are
 * (see {@link TorchInitialization}).
 */
final class ChannelFit {

    private static final NormalDistribution NORMAL = new NormalDistribution(null, 0, 1);
    private static final List<String> PER_CHANNEL =
            List.of("conv.weight", "conv.bias", "bn.weight", "bn.bias", "bn.running_mean", "bn.running_var");

    private final Map<String, Tensor> weights;
    private final List<Integer> channels;

    /**
     * @param weights of a whole network, whose encoder may have other widths
     * @param channels that are wanted, of each convolution
     */
    ChannelFit(Map<String, Tensor> weights, List<Integer> channels) {
        this.weights = new LinkedHashMap<>(weights);
        this.channels = channels;
    }

    private static String name(int layer, String part) {
        return "encoder.layer" + (layer + 1) + "." + part;
    }

    /** The weights, with as many channels as are wanted wherever that is possible. */
    Map<String, Tensor> fitted() {
        for (int layer = 0; layer < channels.size(); layer++) {
            int number = layer;
            if (!PER_CHANNEL.stream().allMatch(part -> weights.containsKey(name(number, part)))) {
                return weights;
            }
            int width = (int) weights.get(name(layer, "conv.weight")).shape()[0];
            boolean last = layer == channels.size() - 1;
            if (!last && width > channels.get(layer) && weights.containsKey(name(layer + 1, "conv.weight"))) {
                narrow(layer, width);
            } else if (last && width < channels.get(layer)) {
                widen(layer, width);
            }
        }
        return weights;
    }

    private float[] values(int layer, String part) {
        return weights.get(name(layer, part)).values();
    }

    private void narrow(int layer, int width) {
        double[] means = new double[width];
        double[] says = new double[width];
        Tensor next = weights.get(name(layer + 1, "conv.weight")); // (out, in, ...)
        int out = (int) next.shape()[0];
        int kernel = next.values().length / out / width;
        for (int channel = 0; channel < width; channel++) {
            double mean = values(layer, "bn.bias")[channel];
            double deviation = Math.max(Math.abs(values(layer, "bn.weight")[channel]), Float.MIN_NORMAL);
            double above = NORMAL.cumulativeProbability(mean / deviation);
            double edge = NORMAL.density(mean / deviation);
            means[channel] = mean * above + deviation * edge;
            double power = (mean * mean + deviation * deviation) * above + mean * deviation * edge;
            double energy = 0;
            for (int row = 0; row < out; row++) {
                for (int k = 0; k < kernel; k++) {
                    energy += Math.pow(next.values()[(row * width + channel) * kernel + k], 2);
                }
            }
            says[channel] = Math.max(power - means[channel] * means[channel], 0) * energy;
        }
        int[] byWeight = IntStream.range(0, width)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer channel) -> says[channel])
                        .reversed())
                .mapToInt(Integer::intValue)
                .toArray();
        int[] kept = Arrays.copyOf(byWeight, channels.get(layer));
        int[] gone = Arrays.copyOfRange(byWeight, kept.length, width);
        Arrays.sort(kept);
        float[] bias = values(layer + 1, "conv.bias").clone();
        for (int row = 0; row < out; row++) {
            for (int channel : gone) {
                for (int k = 0; k < kernel; k++) {
                    bias[row] += (float) (means[channel] * next.values()[(row * width + channel) * kernel + k]);
                }
            }
        }
        weights.put(name(layer + 1, "conv.bias"), new Tensor(new long[] {out}, bias));
        weights.put(name(layer + 1, "conv.weight"), inputs(next, kept));
        for (String part : PER_CHANNEL) {
            weights.put(name(layer, part), outputs(weights.get(name(layer, part)), kept));
        }
    }

    /** Some of the channels that come out. */
    private static Tensor outputs(Tensor tensor, int[] kept) {
        int size = tensor.values().length / (int) tensor.shape()[0];
        float[] values = new float[kept.length * size];
        for (int i = 0; i < kept.length; i++) {
            System.arraycopy(tensor.values(), kept[i] * size, values, i * size, size);
        }
        long[] shape = tensor.shape().clone();
        shape[0] = kept.length;
        return new Tensor(shape, values);
    }

    /** Some of the channels that come in. */
    private static Tensor inputs(Tensor tensor, int[] kept) {
        int out = (int) tensor.shape()[0];
        int in = (int) tensor.shape()[1];
        int kernel = tensor.values().length / out / in;
        float[] values = new float[out * kept.length * kernel];
        for (int row = 0; row < out; row++) {
            for (int i = 0; i < kept.length; i++) {
                System.arraycopy(
                        tensor.values(),
                        (row * in + kept[i]) * kernel,
                        values,
                        (row * kept.length + i) * kernel,
                        kernel);
            }
        }
        long[] shape = tensor.shape().clone();
        shape[1] = kept.length;
        return new Tensor(shape, values);
    }

    private void widen(int layer, int width) {
        int wanted = channels.get(layer);
        Random random = new Random(wanted);
        float[] filters = values(layer, "conv.weight");
        double limit = 1 / Math.sqrt((double) filters.length / width);
        for (String part : PER_CHANNEL) {
            Tensor tensor = weights.get(name(layer, part));
            int size = tensor.values().length / width;
            float[] values = Arrays.copyOf(tensor.values(), wanted * size);
            for (int i = width * size; i < values.length; i++) {
                values[i] = switch (part) {
                    case "conv.weight", "conv.bias" -> (float) (limit * (2 * random.nextDouble() - 1));
                    case "bn.weight", "bn.running_var" -> 1;
                    default -> 0;
                };
            }
            long[] shape = tensor.shape().clone();
            shape[0] = wanted;
            weights.put(name(layer, part), new Tensor(shape, values));
        }
    }
}
