// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.separation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mir4j.core.audio.Waveform;
import org.mir4j.core.dataset.StemNames;
import org.mir4j.core.error.ModelException;

/**
 * What is made of a model's stems: all of them, or one and the rest of the song; as the model gives them, or so that they
 * sum to the song.
 *
 * <p>The rest is the sum of all other stems. It is what one stem leaves of the mixture if that is asked for, or if the
 * model has no other stems.
 */
public final class StemSelection {

    private final List<String> outputs;
    private final List<String> names;
    private final boolean two;
    private final boolean residual;

    private StemSelection(List<String> outputs, List<String> names, boolean two, boolean residual) {
        this.outputs = List.copyOf(outputs);
        this.names = List.copyOf(names);
        this.two = two;
        this.residual = residual;
    }

    /**
     * All stems of a model.
     *
     * @param outputs what the model gives, at least one stem
     * @param residual whether the last stem is what the others leave of the mixture instead; where a model gives but one,
     *     its rest is added
     * @return the selection
     */
    public static StemSelection all(List<String> outputs, boolean residual) {
        return residual && outputs.size() == 1
                ? two(outputs, outputs.get(0), true)
                : new StemSelection(outputs, outputs, false, residual);
    }

    /**
     * One stem and the rest of the song.
     *
     * @param outputs what the model gives, at least one stem
     * @param stem one of them
     * @param residual whether the rest is what the stem leaves of the mixture, rather than the sum of the others
     * @return the selection
     * @throws ModelException if the model gives no such stem
     */
    public static StemSelection two(List<String> outputs, String stem, boolean residual) {
        if (!outputs.contains(stem)) {
            throw new ModelException(
                    "The model gives no stem \"" + stem + "\"; it gives " + String.join(", ", outputs) + ".");
        }
        return new StemSelection(outputs, List.of(stem, restOf(stem, outputs)), true, residual || outputs.size() == 1);
    }

    /** A stem of that name may be there already, in a model of more than two. */
    private static String restOf(String stem, List<String> outputs) {
        boolean free = outputs.size() <= 2 || !outputs.contains(StemNames.ACCOMPANIMENT);
        return stem.equals(StemNames.VOCALS) && free ? StemNames.ACCOMPANIMENT : "no_" + stem;
    }

    /**
     * What comes out.
     *
     * @return the names of the stems, in order
     */
    public List<String> names() {
        return names;
    }

    /**
     * Makes the selection of a piece of a song.
     *
     * @param part the mixture and all stems of the model
     * @return the same mixture with the stems selected
     */
    public StemAudio of(StemAudio part) {
        if (!List.copyOf(part.stems().keySet()).equals(outputs)) {
            throw new IllegalArgumentException(
                    "expected the stems " + outputs + ", got " + part.stems().keySet());
        }
        Map<String, Waveform> stems = new LinkedHashMap<>();
        String last = names.get(names.size() - 1);
        for (String stem : kept()) {
            stems.put(stem, part.stems().get(stem));
        }
        if (residual) {
            stems.put(last, part.mixture().minus(List.copyOf(stems.values())));
        } else if (two) {
            List<Waveform> others = StemNames.allBut(names.get(0), outputs).stream()
                    .map(part.stems()::get)
                    .toList();
            stems.put(last, others.get(0).plus(others.subList(1, others.size())));
        }
        return new StemAudio(part.mixture(), stems);
    }

    /** The stems that stay as the model gives them. */
    private List<String> kept() {
        if (two) {
            return List.of(names.get(0));
        }
        return residual ? StemNames.allBut(names.get(names.size() - 1), outputs) : outputs;
    }
}
