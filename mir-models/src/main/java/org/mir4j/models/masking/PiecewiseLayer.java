// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.masking;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.nn.Block;
import org.mir4j.models.layer.ForwardContext;

/**
 * A layer over images {@code (B, C, F, T)} that come piece by piece along time, where a frame that comes out depends on a
 * few frames around it: what comes out is what would come out of the whole image. The layer receives a few frames again
 * with each piece, and what its padding has spoilt at the joint is left out.
 */
final class PiecewiseLayer implements AutoCloseable {

    private final Block layer;
    private final Geometry geometry;
    private final FrameQueue held; // frames from `from` on
    private long from;
    private long done; // frames that have come out

    /**
     * How the frames of a layer lie.
     *
     * @param in frames that come in ...
     * @param out ... for so many that come out; one of both is 1
     * @param reach frames that come out, beside an edge, that depend on what lies beyond it
     */
    record Geometry(int in, int out, int reach) {}

    /**
     * @param layer of one image
     * @param geometry of the layer
     * @param manager where frames are remembered
     */
    PiecewiseLayer(Block layer, Geometry geometry, NDManager manager) {
        this.layer = layer;
        this.geometry = geometry;
        held = new FrameQueue(3, manager);
    }

    /**
     * Takes the next frames.
     *
     * @param context the forward pass
     * @param piece of the image, which stays open; the whole image has a multiple of the frames that come in for one
     * @param last whether the image ends with it
     * @return the next frames that come out, attached where the piece is; null if there are none
     */
    NDArray push(ForwardContext context, NDArray piece, boolean last) {
        held.append(piece);
        try (NDManager scope = piece.getManager().newSubManager()) {
            NDArray all = held.all(scope);
            long end = from + held.length();
            long complete = last ? out(end) : Math.max(done, out(end) - geometry.reach());
            NDArray result = null;
            if (complete > done) {
                NDArray whole = context.through(layer, all);
                whole.attach(scope);
                result = whole.get(new NDIndex(":, :, :, {}:{}", done - out(from), complete - out(from)));
                result.attach(piece.getManager());
                done = complete;
            }
            dropUnneeded();
            return result;
        }
    }

    /** Forgets the frames that none of the next depends on. */
    private void dropUnneeded() {
        long needed = Math.max(from, Math.floorDiv(done - geometry.reach(), geometry.out()) * geometry.in());
        held.drop(needed - from);
        from = needed;
    }

    private long out(long frames) {
        return frames / geometry.in() * geometry.out();
    }

    @Override
    public void close() {
        held.close();
    }
}
