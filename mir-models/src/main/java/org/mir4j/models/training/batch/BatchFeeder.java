package org.mir4j.models.training.batch;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.mir4j.core.error.MirException;

/** Makes batches on a thread of its own, a few ahead, so that the trainer never waits. */
public final class BatchFeeder implements AutoCloseable, Iterator<Batch> {

    private static final int AHEAD = 4;

    private final BlockingQueue<Object> ready = new ArrayBlockingQueue<>(AHEAD);
    private final Thread worker;
    private int left;

    /**
     * @param maker of the batches
     * @param windows those of each batch, in order
     */
    public BatchFeeder(BatchMaker maker, List<List<Crop>> windows) {
        left = windows.size();
        worker = new Thread(() -> make(maker, windows), "mir-batches");
        worker.setDaemon(true);
        worker.start();
    }

    private void make(BatchMaker maker, List<List<Crop>> windows) {
        try {
            for (List<Crop> crops : windows) {
                ready.put(maker.batch(crops));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // nobody wants more
        } catch (RuntimeException | Error e) {
            offer(e);
        }
    }

    private void offer(Throwable failure) {
        try {
            ready.put(failure);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean hasNext() {
        return left > 0;
    }

    @Override
    public Batch next() {
        if (left == 0) {
            throw new NoSuchElementException("there are no more batches");
        }
        try {
            Object made = ready.take();
            if (made instanceof Batch batch) {
                left--;
                return batch;
            }
            left = 0; // nothing comes after a failure
            throw new MirException("A batch cannot be made: " + made + ".", (Throwable) made);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MirException("The training was interrupted.", e);
        }
    }

    /** Stops making batches. */
    @Override
    public void close() {
        worker.interrupt();
    }
}
