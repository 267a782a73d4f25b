// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.network;

/** What a pooling head pools. */
public enum PoolingLevel {
    /** The embeddings of the frames, before one classification of the whole. */
    EMBEDDINGS,
    /** The scores of the frames, each of which has been classified by itself. */
    SCORES
}
