package org.mir4j.models.training.run;

import java.nio.file.Path;
import org.mir4j.core.error.MirException;
import org.mir4j.models.training.data.PreparationListener;

/** Lets several threads tell a listener that hears one at a time. */
public final class OneAtATime implements PreparationListener {

    private final PreparationListener listener;

    /**
     * @param listener who hears one at a time
     */
    public OneAtATime(PreparationListener listener) {
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
