// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.network;

import java.util.List;
import org.mir4j.models.settings.Named;

/**
 * The fully convolutional network: 3x3 convolutions, each with batch norm, ReLU and max pooling, until one frequency is
 * left.
 *
 * <ul>
 *   <li>input: {@code (B, 1, F, T)}
 *   <li>output: {@code (B, T', C)} with the last convolution's channels
 * </ul>
 *
 * <p>Source: Choi, Fazekas, Sandler, "Automatic tagging using deep convolutional neural networks", ISMIR 2016, in the
 * form of Won et al., SMC 2020.
 *
 * @param channels of each convolution
 * @param pooling after each convolution: frequency, time
 */
@Named("fcn")
public record FcnSettings(List<Integer> channels, List<List<Integer>> pooling) implements EncoderSettings {

    /** Refuses convolutions without their pooling. */
    public FcnSettings {
        PooledConvolutions.requireSame(channels, pooling);
    }

    @Override
    public Encoder build(int melBands) {
        return new TrunkEncoder(children -> new PooledConvolutions(channels, pooling, children));
    }
}
