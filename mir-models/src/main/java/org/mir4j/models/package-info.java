// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * Models: what they are built of, where their weights come from, and what they say of a recording.
 *
 * <ul>
 *   <li>{@link org.mir4j.models.checkpoint} reads weights of {@code torch.save} and safetensors files, and nothing else
 *   <li>{@link org.mir4j.models.card} says what a model is and what it needs
 *   <li>{@link org.mir4j.models.store} keeps models on disk and fetches them
 *   <li>{@link org.mir4j.models.network} and {@link org.mir4j.models.masking} are the networks, and
 *       {@link org.mir4j.models.layer} the layers that both are made of
 *   <li>{@link org.mir4j.models.tagging} tags recordings with them
 *   <li>{@link org.mir4j.models.zoo} offers them to DJL and DJL Serving
 *   <li>{@link org.mir4j.models.engine} starts PyTorch
 * </ul>
 */
package org.mir4j.models;
