package org.mir4j.models.pooling;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;

/**
 * Heads without parameters, from {@code (B, T, E)} to {@code (B, E)}, or {@code (B, 2E)} where two are joined.
 */
public enum TimePooling {
    /** The mean over time. */
    MEAN(1) {
        @Override
        public NDArray apply(NDArray sequence) {
            return sequence.mean(TIME);
        }
    },
    /** The maximum over time, then the mean, side by side. */
    MAX_MEAN(2) {
        @Override
        public NDArray apply(NDArray sequence) {
            return NDArrays.concat(new NDList(sequence.max(TIME), sequence.mean(TIME)), 1);
        }
    },
    /** The last frame, which in a recurrent encoder has seen all others. */
    LAST(1) {
        @Override
        public NDArray apply(NDArray sequence) {
            return sequence.get(new NDIndex(":, -1, :"));
        }
    };

    private static final int[] TIME = {1};

    private final int copies;

    TimePooling(int copies) {
        this.copies = copies;
    }

    /**
     * Pools over time.
     *
     * @param sequence {@code (B, T, E)}
     * @return {@code (B, size(E))}
     */
    public abstract NDArray apply(NDArray sequence);

    /**
     * How many features come out.
     *
     * @param embedding E
     * @return E or a multiple of it
     */
    public long size(long embedding) {
        return copies * embedding;
    }
}
