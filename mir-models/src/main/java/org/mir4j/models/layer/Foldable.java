// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.layer;

/** A layer whose batch norm can be multiplied into its convolution. */
interface Foldable {

    /**
     * Multiplies the batch norm into the convolution, for good: from now on the block can only infer, and its parameters
     * have no arrays.
     */
    void fold();
}
