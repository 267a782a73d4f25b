// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training;

import java.util.List;
import java.util.Objects;
import org.mir4j.models.settings.Named;
import org.mir4j.models.settings.Omittable;

/** How the learning rate changes in the course of a training, which says which schedule it is. */
public sealed interface Schedule {

    /**
     * What the learning rate is multiplied by.
     *
     * @param progress how much of the training is done, from 0 to 1
     * @return the factor
     */
    double factor(double progress);

    /** The rate stays. */
    @Named("constant")
    record Constant() implements Schedule {

        @Override
        public double factor(double progress) {
            return 1;
        }
    }

    /**
     * The rate rises in a line, then falls as half a cosine.
     *
     * <p>Source: Loshchilov, Hutter, "SGDR: stochastic gradient descent with warm restarts", ICLR 2017, equation 5, without
     * restarts.
     *
     * @param warmUp for what part of the training the rate rises; 0 by default
     * @param floor the factor at the end; 0 by default
     */
    @Named("cosine")
    record Cosine(@Omittable double warmUp, @Omittable double floor) implements Schedule {

        /** Refuses parts outside of the training. */
        public Cosine {
            requirePart("the warm-up", warmUp);
            requirePart("the floor", floor);
        }

        @Override
        public double factor(double progress) {
            if (progress < warmUp) {
                return progress / warmUp;
            }
            double fallen = Math.min(1, (progress - warmUp) / (1 - warmUp));
            return floor + (1 - floor) * (1 + Math.cos(Math.PI * fallen)) / 2;
        }
    }

    /**
     * The rate drops at fixed moments.
     *
     * @param at after which parts of the training, for example 0.6 and 0.9
     * @param factor what the rate is multiplied by at each
     */
    @Named("steps")
    record Steps(List<Double> at, double factor) implements Schedule {

        /** Refuses parts outside of the training, and factors that would not make the rate smaller. */
        public Steps {
            if (at == null || at.isEmpty() || at.stream().anyMatch(Objects::isNull)) {
                throw new IllegalArgumentException("a schedule in steps says at which parts of the training they are");
            }
            at.forEach(part -> requirePart("the moment of a step", part));
            if (!(factor > 0 && factor < 1)) {
                throw new IllegalArgumentException("a step's factor lies between 0 and 1, got " + factor);
            }
            at = List.copyOf(at);
        }

        @Override
        public double factor(double progress) {
            long passed = at.stream().filter(part -> progress >= part).count();
            return Math.pow(factor, passed);
        }
    }

    /** Refuses a part of the training that is none. */
    private static void requirePart(String what, double part) {
        if (!(part >= 0 && part < 1)) {
            throw new IllegalArgumentException(what + " is a part from 0 to less than 1, got " + part);
        }
    }
}
