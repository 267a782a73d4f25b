// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * Encoders: spectrogram {@code (B, 1, F, T)} in, a sequence of embeddings {@code (B, T', E)} out. What becomes of the
 * sequence is the business of {@link org.mir4j.models.pooling}.
 */
package org.mir4j.models.encoder;
