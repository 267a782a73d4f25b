// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.network;

import java.util.Arrays;

/**
 * The sines and cosines of {@code p base^(-2i/d)} for positions p from 0 and pairs of features i, which are computed
 * once for the longest sequence so far.
 */
final class Angles {

    private final double base;
    private final int features;
    private volatile Table table = new Table(new float[0], new float[0]);

    /** Row after row, both features of a pair with the same angle. */
    private record Table(float[] sines, float[] cosines) {}

    Angles(double base, int features) {
        this.base = base;
        this.features = features;
    }

    /** The sines of so many positions, {@code (frames, features)}. */
    float[] sines(int frames) {
        return Arrays.copyOf(covering(frames).sines(), frames * features);
    }

    /** The cosines of so many positions, {@code (frames, features)}. */
    float[] cosines(int frames) {
        return Arrays.copyOf(covering(frames).cosines(), frames * features);
    }

    private Table covering(int frames) {
        Table known = table;
        if (known.sines().length < frames * features) {
            known = computed(frames);
            table = known;
        }
        return known;
    }

    private Table computed(int frames) {
        Table computed = new Table(new float[frames * features], new float[frames * features]);
        for (int feature = 0; feature < features; feature++) {
            double frequency = Math.pow(base, -(double) (feature - feature % 2) / features);
            for (int position = 0; position < frames; position++) {
                int place = position * features + feature;
                computed.sines()[place] = (float) Math.sin(position * frequency);
                computed.cosines()[place] = (float) Math.cos(position * frequency);
            }
        }
        return computed;
    }
}
