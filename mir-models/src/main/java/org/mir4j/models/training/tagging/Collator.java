// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training.tagging;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.mir4j.audio.window.ShortClips;
import org.mir4j.models.cache.Features;

/** Puts windows and what is to be learned from them side by side. */
final class Collator {

    private final WindowSize window;
    private final ByteBuffer silence;
    private final SoftTargets targets;
    private final ShortClips shortClips;

    /**
     * @param window how windows are cut
     * @param silence one frame of features of silence, in half precision, for what is padded
     * @param shortClips what stands behind a recording that is shorter than a window: silence, which the network receives
     *     or masks, or the recording's frames from the first one on
     * @param targets what teachers say; null without teachers
     */
    Collator(WindowSize window, ByteBuffer silence, ShortClips shortClips, SoftTargets targets) {
        this.window = window;
        this.silence = silence;
        this.shortClips = shortClips;
        this.targets = targets;
    }

    /**
     * Makes a batch.
     *
     * @param crops the windows
     * @return the batch
     */
    public TaggingBatch batch(List<Crop> crops) {
        int labels = crops.get(0).example().truth().length;
        ByteBuffer features = ByteBuffer.allocateDirect(crops.size() * window.frames() * silence.remaining())
                .order(ByteOrder.nativeOrder());
        float[] scores = new float[crops.size() * labels];
        float[] weights = new float[scores.length];
        for (int i = 0; i < crops.size(); i++) {
            copy(crops.get(i), features);
            for (int label = 0; label < labels; label++) {
                float score = target(crops.get(i), label);
                boolean known = !Float.isNaN(score);
                scores[i * labels + label] = known ? score : 0;
                weights[i * labels + label] = known ? 1 : 0;
            }
        }
        return new TaggingBatch(List.copyOf(crops), features.flip(), valid(crops), scores, weights);
    }

    private int[] valid(List<Crop> crops) {
        return crops.stream()
                .mapToInt(crop -> shortClips == ShortClips.MASKING ? recorded(crop) : window.frames())
                .toArray();
    }

    private int recorded(Crop crop) {
        return Math.min(window.frames(), crop.example().features().frames() - crop.from());
    }

    private void copy(Crop crop, ByteBuffer target) {
        Features features = crop.example().features();
        int there = recorded(crop);
        features.copy(crop.from(), there, target);
        for (int frame = there; frame < window.frames(); frame++) {
            if (shortClips == ShortClips.LOOPING) {
                features.copy(crop.from() + frame % there, 1, target);
            } else {
                target.put(silence.duplicate());
            }
        }
    }

    /** What is known of a label in a window, or what teachers say; NaN if neither. */
    private float target(Crop crop, int label) {
        float truth = crop.example().truth()[label];
        if (!Float.isNaN(truth) || targets == null) {
            return truth;
        }
        double from = crop.from() * window.frameSeconds();
        return targets.score(crop.example().predictions(), label, from, from + window.seconds());
    }
}
