// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.spectral;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Watches what an operation leaves behind in the managers it was given. */
final class Attached {

    private Attached() {}

    /**
     * Runs an operation twice, and asserts that it adds its result to the input's manager and nothing to its own.
     *
     * @param operator makes the operation, with a manager for what the operation keeps
     * @param input makes the input
     */
    static void assertOnlyTheResult(
            Function<NDManager, UnaryOperator<NDArray>> operator, Function<NDManager, NDArray> input) {
        try (NDManager own = NDManager.newBaseManager();
                NDManager callers = NDManager.newBaseManager()) {
            UnaryOperator<NDArray> operation = operator.apply(own);
            NDArray given = input.apply(callers);
            int kept = own.getManagedArrays().size();
            int before = callers.getManagedArrays().size();
            for (int run = 1; run <= 2; run++) {
                NDArray result = operation.apply(given);
                assertEquals(callers, result.getManager());
                assertEquals(callers, given.getManager());
                assertEquals(before + run, callers.getManagedArrays().size(), "arrays of the caller");
                assertEquals(kept, own.getManagedArrays().size(), "arrays of the operation");
            }
        }
    }
}
