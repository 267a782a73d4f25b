package org.mir4j.models;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.jna.Function;
import com.sun.jna.Structure;

/** How much memory outside of Java's heap is in use, as glibc's {@code mallinfo2} counts it. */
final class NativeMemory {

    private NativeMemory() {}

    /** What {@code mallinfo2} returns; each field has the width of a pointer. */
    @Structure.FieldOrder({
        "arena", "ordblks", "smblks", "hblks", "hblkhd", "usmblks", "fsmblks", "uordblks", "fordblks", "keepcost"
    })
    public static final class Counts extends Structure implements Structure.ByValue {
        public long arena;
        public long ordblks;
        public long smblks;
        public long hblks;
        public long hblkhd;
        public long usmblks;
        public long fsmblks;
        public long uordblks;
        public long fordblks;
        public long keepcost;
    }

    /** The bytes that have been allocated and not freed; skips the test where there is no glibc that tells. */
    static long inUse() {
        JavaMemory.reuse();
        try {
            Counts counts =
                    (Counts) Function.getFunction("c", "mallinfo2").invoke(Counts.class, new Object[0]);
            return counts.uordblks + counts.hblkhd;
        } catch (UnsatisfiedLinkError e) {
            assumeTrue(false, "skipped: the C library does not tell how much memory is in use");
            return 0;
        }
    }
}
