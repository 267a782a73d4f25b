// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models;

import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Memory outside of Java's heap that belongs to objects of Java's. */
public final class JavaMemory {

    private static final int BUFFERS = 2000;
    private static final int[] NUMBERS = {1, 4, 16, 64};
    private static final long CLEANING_MILLIS = 1000;

    private JavaMemory() {}

    /** Has everything collected that nobody holds any more, and puts other numbers where it may have been. */
    public static void reuse() {
        collect();
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

    private static void collect() {
        ReferenceQueue<Object> found = new ReferenceQueue<>();
        PhantomReference<Object> witness = new PhantomReference<>(new Object(), found);
        try {
            do {
                System.gc();
            } while (found.remove(CLEANING_MILLIS) != witness);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
