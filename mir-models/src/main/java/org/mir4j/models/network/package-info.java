// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * Networks that tag: an encoder from spectrograms {@code (B, 1, F, T)} to sequences of embeddings {@code (B, T', E)},
 * layers over time, a pooling head from a sequence to one vector, and a classifier. {@link
 * org.mir4j.models.network.NetworkSettings} say what a network is made of, and {@link
 * org.mir4j.models.network.TaggingNetwork} is built from them.
 */
package org.mir4j.models.network;
