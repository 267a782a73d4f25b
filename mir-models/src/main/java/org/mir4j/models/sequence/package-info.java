// SPDX-License-Identifier: GPL-3.0-or-later
/** Encoders over time: sequences of embeddings {@code (B, T, E)} in, sequences out. */
package org.mir4j.models.sequence;
