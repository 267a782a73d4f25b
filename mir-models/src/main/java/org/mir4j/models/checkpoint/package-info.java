// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * Files of weights: what {@code torch.save} writes, safetensors, and TensorFlow's checkpoints.
 *
 * <p>A reader here builds tensors and nothing else. A pickle that names any other thing to be called is refused before
 * anything happens, and a size that a file claims is held against the bytes it has before memory is taken for it.
 */
package org.mir4j.models.checkpoint;
