// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.masking;

/** How masks come about. */
public enum MaskActivation {
    /** Each by itself, between 0 and 1. */
    SIGMOID,
    /** Against each other: those of all stems sum to 1. */
    SOFTMAX
}
