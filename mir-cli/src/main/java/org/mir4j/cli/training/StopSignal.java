// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.training;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.mir4j.cli.terminal.Console;

/**
 * Ctrl-C and {@code kill}: the training is told to stop, and the program stays until it has saved. Before the first
 * step there is nothing to save, and the program ends at once.
 */
public final class StopSignal implements BooleanSupplier, AutoCloseable {

    private static final long PATIENCE_SECONDS = 60;

    private final CountDownLatch saved = new CountDownLatch(1);
    private final Thread hook;
    private volatile boolean training;
    private volatile boolean stopped;

    /**
     * @param console where the wait is explained
     * @param progress which makes room for that
     */
    public StopSignal(Console console, TrainingProgress progress) {
        hook = new Thread(() -> {
            stopped = true;
            if (!training) {
                return;
            }
            progress.end();
            console.errWriter().println("Stopping after this step, and saving ...");
            try {
                saved.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        Runtime.getRuntime().addShutdownHook(hook);
    }

    @Override
    public boolean getAsBoolean() {
        training = true;
        return stopped;
    }

    /** To be called when all is saved. */
    @Override
    public void close() {
        saved.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            saved.countDown(); // the program ends this very moment, and waits no longer
        }
    }
}
