// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.separation;

/**
 * A model that several separations may use at once, and that is released with the last of them: nobody waits for
 * anybody, so that whoever closes it may be in the middle of a separation.
 */
final class SharedModel {

    private final MaskingModel model;
    private final String name;
    private int users;
    private boolean closed;

    /**
     * @param model is closed by this object
     * @param name for messages
     */
    SharedModel(MaskingModel model, String name) {
        this.model = model;
        this.name = name;
    }

    /**
     * Begins a use of the model; each ends with {@link #leave}.
     *
     * @throws IllegalStateException if the model has been closed
     */
    synchronized MaskingModel enter() {
        if (closed) {
            throw new IllegalStateException("the separator with the model " + name + " has been closed");
        }
        users++;
        return model;
    }

    /** Ends a use. */
    synchronized void leave() {
        users--;
        releaseIfUnused();
    }

    /** Lets nobody in any more; returns at once. */
    synchronized void close() {
        closed = true;
        releaseIfUnused();
    }

    private void releaseIfUnused() {
        if (closed && users == 0) {
            model.close();
        }
    }
}
