// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.network;

import java.util.Optional;
import org.mir4j.models.network.AttentionPositions.Distances;
import org.mir4j.models.settings.Named;
import org.mir4j.models.settings.Omittable;

/**
 * How a transformer knows the position of a frame: by something added to the sequence before the first layer, or by
 * something within the attention of every layer.
 */
@SuppressWarnings("exports") // what is built is for this package alone
public sealed interface PositionSettings {

    /**
     * Builds what is added to a sequence.
     *
     * @param frames the most that the block has to know, T
     * @param features of a frame, E
     * @return a new block without parameters, if something is added
     */
    default Optional<AddedPositions> added(int frames, int features) {
        return Optional.empty();
    }

    /**
     * Builds what is used within the attention of a layer.
     *
     * @param heads of the attention, H
     * @param headSize features of a head, d
     * @param causal whether a frame takes nothing from later ones
     * @return a new block without parameters, if there is something
     */
    default Optional<AttentionPositions> within(int heads, int headSize, boolean causal) {
        return Optional.empty();
    }

    /**
     * Whether this goes with inner products of queries and keys only.
     *
     * @return true for what is used within the attention
     */
    default boolean needsProducts() {
        return false;
    }

    /** No position: frames are a set. */
    @Named("none")
    record None() implements PositionSettings {}

    /** Sines and cosines are added, see {@link AddedPositions.Sinusoidal}. */
    @Named("sinusoidal")
    record Sinusoidal() implements PositionSettings {
        @Override
        public Optional<AddedPositions> added(int frames, int features) {
            return Optional.of(new AddedPositions.Sinusoidal(features));
        }
    }

    /** One learned vector per position is added, see {@link AddedPositions.Learned}. */
    @Named("learned")
    record Learned() implements PositionSettings {
        @Override
        public Optional<AddedPositions> added(int frames, int features) {
            return Optional.of(new AddedPositions.Learned(frames, features));
        }
    }

    /**
     * One learned vector per distance, which all heads of a layer share, see {@link AttentionPositions.Relative}.
     *
     * @param distance the largest that is told from larger ones, k
     * @param values whether values have such vectors too, or keys only
     */
    @Named("relative")
    record Relative(int distance, boolean values) implements PositionSettings {

        /** Refuses distances below one frame. */
        public Relative {
            requireDistance(distance);
        }

        @Override
        public Optional<AttentionPositions> within(int heads, int headSize, boolean causal) {
            return Optional.of(new AttentionPositions.Relative(new Distances(distance, causal), headSize, values));
        }

        @Override
        public boolean needsProducts() {
            return true;
        }
    }

    /**
     * One learned vector per distance and head, with little memory, see {@link AttentionPositions.Skewed}.
     *
     * @param distance the largest that is told from larger ones, k
     */
    @Named("relative-skew")
    record RelativeSkew(int distance) implements PositionSettings {

        /** Refuses distances below one frame. */
        public RelativeSkew {
            requireDistance(distance);
        }

        @Override
        public Optional<AttentionPositions> within(int heads, int headSize, boolean causal) {
            return Optional.of(new AttentionPositions.Skewed(new Distances(distance, causal), heads, headSize));
        }

        @Override
        public boolean needsProducts() {
            return true;
        }
    }

    /**
     * Queries and keys are turned by their positions, see {@link AttentionPositions.Rotary}.
     *
     * @param base of the geometric series of frequencies; 10000 by default
     */
    @Named("rotary")
    record Rotary(@Omittable Double base) implements PositionSettings {

        private static final double USUAL_BASE = 10_000;

        /** Refuses bases by which frequencies would not fall. */
        public Rotary {
            base = base == null ? USUAL_BASE : base;
            if (!(base > 1 && base < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("the base of rotary positions is finite and above 1, got " + base);
            }
        }

        /** With the base of the paper, 10000. */
        public Rotary() {
            this(null);
        }

        @Override
        public Optional<AttentionPositions> within(int heads, int headSize, boolean causal) {
            return Optional.of(new AttentionPositions.Rotary(headSize, base));
        }

        @Override
        public boolean needsProducts() {
            return true;
        }
    }

    private static void requireDistance(int distance) {
        if (distance < 1) {
            throw new IllegalArgumentException("relative positions reach at least 1 frame far, got " + distance);
        }
    }
}
