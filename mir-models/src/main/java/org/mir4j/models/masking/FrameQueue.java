// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.masking;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;

/** Frames that wait for their turn: in at the end, out at the beginning. The last axis is that of the frames. */
public final class FrameQueue implements AutoCloseable {

    private final NDManager manager;
    private NDArray waiting; // null if there are none

    /**
     * @param manager where they wait
     */
    public FrameQueue(NDManager manager) {
        this.manager = manager;
    }

    /**
     * How many there are.
     *
     * @return frames
     */
    public long length() {
        return waiting == null ? 0 : frames(waiting);
    }

    /**
     * Appends frames.
     *
     * @param frames of one shape but for their number; they stay open
     */
    public void append(NDArray frames) {
        replace(waiting == null ? frames.duplicate() : NDArrays.concat(new NDList(waiting, frames), axis(frames)));
    }

    /**
     * Takes the first frames out.
     *
     * @param count from 1 to as many as there are
     * @param scope where they are attached
     * @return the frames
     */
    public NDArray take(long count, NDManager scope) {
        NDArray taken = waiting.get(new NDIndex("..., :{}", count));
        taken.attach(scope);
        replace(count == length() ? null : after(count));
        return taken;
    }

    private NDArray after(long count) {
        try (NDArray view = waiting.get(new NDIndex("..., {}:", count))) {
            return view.duplicate();
        }
    }

    private void replace(NDArray by) {
        if (waiting != null) {
            waiting.close(); // views of it keep its memory
        }
        waiting = by;
        if (by != null) {
            by.attach(manager);
        }
    }

    private static int axis(NDArray array) {
        return array.getShape().dimension() - 1;
    }

    private static long frames(NDArray array) {
        return array.getShape().get(axis(array));
    }

    @Override
    public void close() {
        replace(null);
    }
}
