// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import org.mir4j.models.layer.ForwardContext;

/**
 * The class token of a transformer, which stands in front of the frames and has gathered what they say.
 *
 * <ul>
 *   <li>input: {@code (B, T, E)} whose first frame is the token, optionally a mask {@code (B, T)}, which changes
 *       nothing: the token is valid, and it was the encoder that had to look past padding
 *   <li>output: {@code (B, E)}
 *   <li>weights: {@code (B, T, 1)}, 1 at the token
 * </ul>
 *
 * <p>Source: Devlin et al., "BERT: pre-training of deep bidirectional transformers for language understanding", NAACL
 * 2019.
 */
public final class ClassTokenPooling extends PoolingHead {

    @Override
    NDArray pool(ForwardContext context, NDArray sequence, NDArray mask) {
        return sequence.get(new NDIndex(":, 0, :"));
    }

    @Override
    NDArray weigh(ForwardContext context, NDArray sequence, NDArray mask) {
        NDArray first = PaddingMask.firstFrame(sequence);
        return first.broadcast(sequence.getShape().get(0), first.getShape().get(1), 1);
    }

    @Override
    long size(long features) {
        return features;
    }
}
