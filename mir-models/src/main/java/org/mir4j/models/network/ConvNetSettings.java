// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.network;

import java.util.List;
import java.util.Objects;
import org.mir4j.models.layer.Activations;
import org.mir4j.models.settings.Named;
import org.mir4j.models.settings.Omittable;

/**
 * The settings of {@link ConvNet}.
 *
 * @param inputNorm whether the input goes through a batch norm first
 * @param layers in order
 * @param frequencies what becomes of those that are left in the end; their mean by default
 */
@Named("conv-net")
public record ConvNetSettings(@Omittable boolean inputNorm, List<Layer> layers, @Omittable Frequencies frequencies)
        implements EncoderSettings {

    /** What becomes of the frequencies that the convolutions leave. */
    public enum Frequencies {
        /** Their mean is taken: C features a frame. */
        MEAN,
        /** They stand side by side, those of the first channel first: C F' features a frame. */
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
     * @param separable whether a filter a channel comes first, and then a 1x1 convolution across channels
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

        /** Refuses sizes that are none, even kernels, and pooling without its size. */
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
                throw new IllegalArgumentException("a kernel has odd sizes, so that it has a middle, got " + kernel);
            }
            if ((pool == Pool.NONE) != (poolSize == null)) {
                throw new IllegalArgumentException("a layer has a pool size if it pools, and only then");
            }
            poolSize = poolSize == null ? null : pair("a pooling", poolSize);
        }

        private static List<Integer> pair(String what, List<Integer> sizes) {
            if (sizes == null || sizes.size() != 2 || !PooledConvolutions.arePositive(sizes)) {
                throw new IllegalArgumentException(
                        what + " has two positive sizes, over frequency and over time, got " + sizes);
            }
            return List.copyOf(sizes);
        }
    }

    /** Refuses a network without layers. */
    public ConvNetSettings {
        if (layers == null || layers.isEmpty() || layers.stream().anyMatch(Objects::isNull)) {
            throw new IllegalArgumentException("a convolutional encoder has at least one layer, and none is missing");
        }
        layers = List.copyOf(layers);
        frequencies = frequencies == null ? Frequencies.MEAN : frequencies;
    }

    @Override
    public Encoder build(int melBands) {
        return new ConvNet(this);
    }
}
