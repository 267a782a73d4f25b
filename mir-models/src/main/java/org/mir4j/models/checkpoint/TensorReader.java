// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.checkpoint;

import java.io.IOException;
import java.util.Collection;
import java.util.Map;

/** Reads the numbers of tensors that a file has described. */
interface TensorReader {

    /**
     * Reads some of them.
     *
     * @param names of tensors, in full
     * @return the tensors by these names, in their order
     */
    Map<String, Tensor> read(Collection<String> names) throws IOException;
}
