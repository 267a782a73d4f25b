// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.network;

/** Where the layer norms of a transformer stand. */
public enum NormPlace {
    /** Before attention and before the dense layers, {@code x + f(norm(x))}, and once more at the end. */
    PRE,
    /** After each residual sum, {@code norm(x + f(x))}, as in Vaswani et al., 2017. */
    POST
}
