// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.network;

import ai.djl.nn.AbstractBlock;
import java.util.Collections;
import java.util.List;
import java.util.function.BiConsumer;
import org.mir4j.models.settings.Named;

/**
 * The short-chunk CNN: batch norm of the input, then layers of 3x3 convolutions that halve both axes, in the manner of
 * VGG.
 *
 * <p>A plain layer is {@code ReLU(maxpool_2x2(BN(conv(x))))}, a residual one the ReLU of {@link
 * org.mir4j.models.layer.ResidualConvolutions} of stride 2. Frequencies that are left in the end are averaged; the
 * authors have just one. They pool the sequence by its maximum.
 *
 * <ul>
 *   <li>input: {@code (B, 1, F, T)}
 *   <li>output: {@code (B, T', C)}: the last layer's channels; with seven layers T' is T / 128, rounded down, or with
 *       residual layers rounded up
 * </ul>
 *
 * <p>Parameters: {@code input_norm}, {@code layer1} and so on.
 *
 * <p>Source: Won et al., "Evaluation of CNN-based automatic music tagging models", SMC 2020.
 *
 * @param channels of each layer; the authors have seven, of n, n, 2n, 2n, 2n, 2n and 4n channels with n = 128
 * @param residual whether every layer has two convolutions, with its input added to their output
 */
@Named("short-chunk-cnn")
public record ShortChunkCnnSettings(List<Integer> channels, boolean residual) implements EncoderSettings {

    private static final List<Integer> HALVES = List.of(2, 2);

    /** Refuses a network without layers, and layers without channels. */
    public ShortChunkCnnSettings {
        if (channels == null || channels.isEmpty() || !PooledConvolutions.arePositive(channels)) {
            throw new IllegalArgumentException("a short-chunk CNN has layers of at least one channel, got " + channels);
        }
        channels = List.copyOf(channels);
    }

    @Override
    public Encoder build(int melBands) {
        return new TrunkEncoder(
                children -> residual ? new ResidualTrunk(channels, children) : pooledConvolutions(children));
    }

    private Trunk pooledConvolutions(BiConsumer<String, AbstractBlock> children) {
        return new PooledConvolutions(channels, Collections.nCopies(channels.size(), HALVES), children);
    }
}
