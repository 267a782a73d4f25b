// SPDX-License-Identifier: GPL-3.0-or-later
/** Many-to-one heads: a sequence of embeddings {@code (B, T, E)} in, one embedding a recording out. */
package org.mir4j.models.pooling;
