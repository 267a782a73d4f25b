// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.spectral;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/** Matrices that are computed in double precision and used in single. */
final class Matrices {

    private Matrices() {}

    static NDArray create(NDManager manager, double[][] rows) {
        float[] flat = new float[rows.length * rows[0].length];
        for (int r = 0; r < rows.length; r++) {
            for (int c = 0; c < rows[r].length; c++) {
                flat[r * rows[r].length + c] = (float) rows[r][c];
            }
        }
        return manager.create(flat, new Shape(rows.length, rows[0].length));
    }
}
