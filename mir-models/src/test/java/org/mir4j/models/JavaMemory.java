package org.mir4j.models;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Memory outside of Java's heap that belongs to objects of Java's. */
public final class JavaMemory {

    private static final int BUFFERS = 2000;
    private static final int[] NUMBERS = {1, 4, 16, 64};
    private static final long CLEANING_MILLIS = 10;

    private JavaMemory() {}

    /** Has everything collected that nobody holds any more, and puts other numbers where it may have been. */
    public static void reuse() {
        System.gc();
        try {
            Thread.sleep(CLEANING_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        List<ByteBuffer> held = new ArrayList<>();
        for (int i = 0; i < BUFFERS; i++) {
            ByteBuffer buffer = ByteBuffer.allocateDirect(Float.BYTES * NUMBERS[i % NUMBERS.length])
                    .order(ByteOrder.nativeOrder());
            while (buffer.hasRemaining()) {
                buffer.putFloat(Float.NaN);
            }
            held.add(buffer);
        }
    }
}
