// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.function.Supplier;

/**
 * Gradients, on any thread.
 *
 * <p>Whether libtorch records operations for gradients is a matter of each thread, and it does unless told otherwise.
 * DJL tells it for the thread that starts the engine alone; on any other thread a weight that learns cannot be changed in
 * place, and whatever is computed from it keeps memory for a gradient that nobody asks for. So whatever touches weights
 * that learn says here whether it wants to be recorded.
 *
 * <p>One gradient is computed at a time in a process: trainings, explainers and inspectors take turns, one step or window
 * each, and whoever waits longest is next. The turn is never kept while listeners are told of progress, so that a listener
 * may train or explain itself, or wait for another thread that does. DJL's own gradient collector takes no part in this:
 * gradients that other code collects with it are computed beside those of this class.
 */
public final class Autograd {

    private Autograd() {}

    /**
     * Does something that is not recorded for gradients, such as changing weights in place or scoring.
     *
     * @param <T> a result
     * @param work on the calling thread
     * @return its result
     */
    public static <T> T unrecorded(Supplier<T> work) {
        return recorded(false, work);
    }

    /**
     * Does something in the one turn that there is in a process, unrecorded: several calls of {@link #differentiated} and
     * {@link RandomState#seeded} within belong together.
     *
     * @param <T> a result
     * @param work on the calling thread
     * @return its result
     * @throws org.mir4j.core.error.MirException if the thread is interrupted, before or while it waits
     */
    public static <T> T inTurn(Supplier<T> work) {
        return EngineLock.holding(() -> unrecorded(work));
    }

    /**
     * Computes a number and its gradient, which is added to that of each array that requires one.
     *
     * @param value computes one number on the calling thread; what it does is recorded
     * @return the number
     * @throws org.mir4j.core.error.MirException if the thread is interrupted, before or while it waits for its turn
     */
    public static NDArray differentiated(Supplier<NDArray> value) {
        return EngineLock.holding(() -> recorded(true, () -> {
            NDArray number = value.get();
            try (NDArray one = number.onesLike()) {
                JniUtils.backward((PtNDArray) number, (PtNDArray) one, false, false);
            }
            return number;
        }));
    }

    /**
     * Whether what the calling thread does is recorded, so that a gradient may flow back through it.
     *
     * @return whether it is; true on a thread that nobody has told otherwise
     */
    public static boolean isRecording() {
        PyTorch.engine();
        return JniUtils.isGradMode();
    }

    private static <T> T recorded(boolean recording, Supplier<T> work) {
        PyTorch.engine(); // which loads what is called here
        boolean before = JniUtils.isGradMode();
        JniUtils.setGradMode(recording);
        try {
            return work.get();
        } finally {
            JniUtils.setGradMode(before);
        }
    }
}
