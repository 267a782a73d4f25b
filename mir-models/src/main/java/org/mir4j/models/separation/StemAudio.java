// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.separation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.mir4j.core.audio.Waveform;

/**
 * A song in memory: its mixture and its stems, true or estimated, all of the same rate, length and number of channels.
 *
 * @param mixture the mixture
 * @param stems the stems by name
 */
public record StemAudio(Waveform mixture, Map<String, Waveform> stems) {

    /** Refuses stems that do not fit the mixture. */
    public StemAudio {
        stems = Collections.unmodifiableMap(new LinkedHashMap<>(stems));
        for (Map.Entry<String, Waveform> stem : stems.entrySet()) {
            Waveform wave = stem.getValue();
            if (!wave.hasShapeOf(mixture)) {
                throw new IllegalArgumentException(
                        "the stem " + stem.getKey() + " has " + wave + ", and the mixture " + mixture);
            }
        }
    }
}
