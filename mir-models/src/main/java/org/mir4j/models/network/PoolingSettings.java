// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.network;

import org.mir4j.models.settings.Named;
import org.mir4j.models.settings.Omittable;

/** The settings of a head from a sequence to one vector; their kind says which head it is. */
@SuppressWarnings("exports") // what is built is for this package alone
public sealed interface PoolingSettings {

    /**
     * Builds the head.
     *
     * @param features of a frame, E
     * @param readout which frame of the sequence knows the whole input
     * @return a new block without parameters
     * @throws IllegalArgumentException if the head cannot be put on such a sequence
     */
    PoolingHead build(int features, SequenceReadout readout);

    /** {@link PoolingHead.Mean}, which has no settings. */
    @Named("mean")
    record Mean() implements PoolingSettings {

        @Override
        public PoolingHead build(int features, SequenceReadout readout) {
            requireFrames(readout, "mean");
            return new PoolingHead.Mean();
        }
    }

    /** {@link PoolingHead.Max}, which has no settings. */
    @Named("max")
    record Max() implements PoolingSettings {

        @Override
        public PoolingHead build(int features, SequenceReadout readout) {
            requireFrames(readout, "max");
            return new PoolingHead.Max();
        }
    }

    /** {@link PoolingHead.MaxMean}, which has no settings. */
    @Named("max-mean")
    record MaxMean() implements PoolingSettings {

        @Override
        public PoolingHead build(int features, SequenceReadout readout) {
            requireFrames(readout, "max-mean");
            return new PoolingHead.MaxMean();
        }
    }

    /**
     * The settings of {@link AttentionPooling}.
     *
     * @param hidden size of the embedding from which weights are read
     */
    @Named("attention")
    record Attention(int hidden) implements PoolingSettings {

        /** Refuses an embedding of no size. */
        public Attention {
            if (hidden < 1) {
                throw new IllegalArgumentException("attention needs a hidden size of at least 1, got " + hidden);
            }
        }

        @Override
        public PoolingHead build(int features, SequenceReadout readout) {
            requireFrames(readout, "attention");
            return new AttentionPooling(hidden);
        }
    }

    /** {@link PoolingHead.SplitAttention}, which has no settings. */
    @Named("split-attention")
    record SplitAttention() implements PoolingSettings {

        @Override
        public PoolingHead build(int features, SequenceReadout readout) {
            requireFrames(readout, "split-attention");
            if (features % 2 != 0) {
                throw new IllegalArgumentException(
                        "the head 'split-attention' cuts the features of a frame in two halves," + " and there are "
                                + features + "; give the layer before it an even number of features");
            }
            return new PoolingHead.SplitAttention();
        }
    }

    /**
     * The settings of {@link AutoPooling}.
     *
     * @param initialAlpha where training starts: 1, the softmax-weighted mean, in the authors' experiments; 0, the
     *     mean, by default in the library that they published later
     * @param perClass whether every class has an alpha of its own
     * @param maxAlpha the largest {@code |alpha|} (the authors' CAP); 0, the default, for no limit
     * @param penalty what the sum of squared alphas is multiplied by in the loss (the authors' RAP; theirs is 1e-4); 0,
     *     the default, for none
     * @param nonNegative whether alpha is at least 0, so that it never tends to the minimum; not by default
     */
    @Named("auto")
    record Auto(
            double initialAlpha,
            boolean perClass,
            @Omittable double maxAlpha,
            @Omittable double penalty,
            @Omittable(formerly = "false") boolean nonNegative)
            implements PoolingSettings {

        /** Refuses numbers that are not finite, negative limits and penalties, and a start beyond the limits. */
        public Auto {
            if (!Double.isFinite(initialAlpha)) {
                throw new IllegalArgumentException("auto-pool starts from a finite alpha, got " + initialAlpha);
            }
            if (!(maxAlpha >= 0 && maxAlpha < Double.POSITIVE_INFINITY)
                    || !(penalty >= 0 && penalty < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        "the limit of alpha and its penalty are positive, or 0 for none, got " + maxAlpha + " and "
                                + penalty);
            }
            if (maxAlpha > 0 && Math.abs(initialAlpha) > maxAlpha) {
                throw new IllegalArgumentException(
                        "alpha cannot start from " + initialAlpha + ", which is beyond its limit of " + maxAlpha);
            }
            if (nonNegative && initialAlpha < 0) {
                throw new IllegalArgumentException(
                        "alpha cannot start from " + initialAlpha + ", since it is not to be negative (nonNegative)");
            }
        }

        /**
         * Settings by which alpha may be negative.
         *
         * @param initialAlpha where training starts
         * @param perClass whether every class has an alpha of its own
         * @param maxAlpha the largest {@code |alpha|}; 0 for no limit
         * @param penalty what the sum of squared alphas is multiplied by in the loss; 0 for none
         */
        public Auto(double initialAlpha, boolean perClass, double maxAlpha, double penalty) {
            this(initialAlpha, perClass, maxAlpha, penalty, false);
        }

        /** Whether there is an alpha that is not allowed. */
        boolean isConstrained() {
            return maxAlpha > 0 || nonNegative;
        }

        float leastAlpha() {
            return nonNegative ? 0 : -mostAlpha();
        }

        float mostAlpha() {
            return maxAlpha > 0 ? (float) maxAlpha : Float.MAX_VALUE;
        }

        @Override
        public PoolingHead build(int features, SequenceReadout readout) {
            requireFrames(readout, "auto");
            return new AutoPooling(this, features);
        }
    }

    /** {@link PoolingHead.Last}, which has no settings. */
    @Named("last")
    record Last() implements PoolingSettings {

        @Override
        public PoolingHead build(int features, SequenceReadout readout) {
            if (readout != SequenceReadout.LAST_FRAME && readout != SequenceReadout.BOTH_ENDS) {
                throw new IllegalArgumentException(
                        "the head 'last' takes the last state of a recurrent or causal encoder,"
                                + " and this encoder's last frame does not know the others");
            }
            return new PoolingHead.Last(readout == SequenceReadout.BOTH_ENDS);
        }
    }

    /** {@link PoolingHead.ClassToken}, which has no settings. */
    @Named("class-token")
    record ClassToken() implements PoolingSettings {

        @Override
        public PoolingHead build(int features, SequenceReadout readout) {
            if (readout != SequenceReadout.CLASS_TOKEN) {
                throw new IllegalArgumentException(
                        "the head 'class-token' takes the class token in front of the frames,"
                                + " and this encoder puts none there; give the transformer a class token, or use another head");
            }
            return new PoolingHead.ClassToken();
        }
    }

    /** Refuses a sequence with a class token that would be pooled as if it were a frame. */
    private static void requireFrames(SequenceReadout readout, String head) {
        if (readout == SequenceReadout.CLASS_TOKEN) {
            throw new IllegalArgumentException("the encoder puts a class token in front of the frames, which the head '"
                    + head + "' would take for one of them; use the head 'class-token', or no token");
        }
    }
}
