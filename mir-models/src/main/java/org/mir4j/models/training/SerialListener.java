// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training;

import java.nio.file.Path;
import org.mir4j.core.error.MirException;

/** Lets several threads tell a listener that hears one at a time. */
public final class SerialListener implements PreparationListener {

    private final PreparationListener listener;

    /**
     * @param listener who hears one at a time
     */
    public SerialListener(PreparationListener listener) {
        this.listener = listener;
    }

    @Override
    public synchronized void prepared(String work, int done, int all) {
        listener.prepared(work, done, all);
    }

    @Override
    public synchronized void leftOut(Path file, MirException reason) {
        listener.leftOut(file, reason);
    }

    @Override
    public synchronized void warned(String message) {
        listener.warned(message);
    }
}
