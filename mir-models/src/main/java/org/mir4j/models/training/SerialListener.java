// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training;

import java.nio.file.Path;
import org.mir4j.core.error.MirException;

/** Lets several threads tell a listener that is told by one at a time. */
final class SerialListener implements TrainingListener {

    private final TrainingListener listener;

    SerialListener(TrainingListener listener) {
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

    @Override
    public synchronized void stepped(StepReport step) {
        listener.stepped(step);
    }

    @Override
    public synchronized void finished(EpochReport epoch) {
        listener.finished(epoch);
    }
}
