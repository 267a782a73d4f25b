// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.layer;

/** A block that {@link Parameters#fold} makes faster once it has its weights. */
public interface Foldable {

    /** Rearranges the weights, for good: from now on the block can only infer. */
    void fold();
}
