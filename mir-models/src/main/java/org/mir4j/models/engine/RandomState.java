// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.engine;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import java.util.function.Supplier;

/**
 * Random numbers of the engine, from a seed of one's own.
 *
 * <p>Initialisation and dropout draw from libtorch's default generator, one a device for the whole process, and DJL can
 * seed it but neither keep nor restore its state. So who needs numbers of its own seeds it, draws in its turn, and then
 * seeds it again with a number that it gave before: other sequences of the process are none of this seed's, and stay the
 * same for their own seed. Code that draws from the default generator without taking turns, on another thread at the same
 * moment, changes what is drawn here: that limit is libtorch's.
 */
public final class RandomState {

    private RandomState() {}

    /**
     * Does something whose random numbers come from a seed.
     *
     * @param <T> a result
     * @param seed any number
     * @param work on the calling thread, in the turn of {@link Autograd#inTurn}, unrecorded
     * @return its result
     * @throws org.mir4j.core.error.MirException if the thread is interrupted, before or while it waits for its turn
     */
    public static <T> T seeded(long seed, Supplier<T> work) {
        return Autograd.inTurn(() -> {
            long next = drawn();
            JniUtils.setSeed(seed);
            try {
                return work.get();
            } finally {
                JniUtils.setSeed(next);
            }
        });
    }

    private static long drawn() {
        try (NDManager manager = PyTorch.engine().newBaseManager(Device.cpu());
                NDArray number = manager.randomInteger(0, Integer.MAX_VALUE, new Shape(1), DataType.INT64)) {
            return number.getLong(0);
        }
    }
}
