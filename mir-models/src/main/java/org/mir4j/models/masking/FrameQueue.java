// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.masking;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import org.mir4j.models.engine.TorchOperator;

/** Frames that wait for their turn: in at the end, out at the beginning. */
public final class FrameQueue implements AutoCloseable {

    /** DJL's own copy would lay the frames out row by row, whatever layout they have. */
    private static final TorchOperator COPY = TorchOperator.of("x", "torch.clone(x)");

    private final int axis;
    private final NDManager manager;
    private NDArray waiting; // null if there are none

    /**
     * @param axis of the frames
     * @param manager where they wait
     */
    public FrameQueue(int axis, NDManager manager) {
        this.axis = axis;
        this.manager = manager;
    }

    /**
     * How many there are.
     *
     * @return frames
     */
    public long length() {
        return waiting == null ? 0 : waiting.getShape().get(axis);
    }

    /**
     * Appends frames.
     *
     * @param frames of one shape but for their number; they stay open
     */
    public void append(NDArray frames) {
        NDList all = waiting == null ? new NDList(frames) : new NDList(waiting, frames);
        replace(NDArrays.concat(all, axis));
    }

    /**
     * Takes the first frames out.
     *
     * @param count from 1 to as many as there are
     * @param scope where they are attached
     * @return the frames
     */
    public NDArray take(long count, NDManager scope) {
        NDArray taken = waiting.get(index().addSliceDim(0, count));
        taken.attach(scope);
        drop(count);
        return taken;
    }

    /**
     * Looks at the frames.
     *
     * @param scope where the view is attached
     * @return all that wait, at least one
     */
    NDArray all(NDManager scope) {
        NDArray view = waiting.reshape(waiting.getShape());
        view.attach(scope);
        return view;
    }

    /**
     * Forgets the first frames.
     *
     * @param count from 0 to as many as there are
     */
    void drop(long count) {
        if (count == length()) {
            replace(null);
        } else if (count > 0) {
            try (NDArray view = waiting.get(index().addSliceDim(count, length()))) {
                replace(COPY.apply(view));
            }
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

    /** All of the axes before that of the frames. */
    private NDIndex index() {
        NDIndex index = new NDIndex();
        for (int before = 0; before < axis; before++) {
            index.addAllDim();
        }
        return index;
    }

    @Override
    public void close() {
        replace(null);
    }
}
