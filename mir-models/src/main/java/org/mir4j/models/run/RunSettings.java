// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.run;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.mir4j.core.dataset.Checksum;
import org.mir4j.core.dataset.TaggedTrack;
import org.mir4j.core.error.MirException;
import org.mir4j.core.error.Remedy;

/**
 * Everything that the results of a run depend on, as names and values: a run may only be resumed under the same.
 *
 * @param values in the order in which they are shown
 */
public record RunSettings(Map<String, String> values) {

    private static final String KIND = "kind";
    private static final String EVALUATION = "evaluation";

    /** Keeps the order of the values. */
    public RunSettings {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /**
     * The settings of a run that is no evaluation.
     *
     * @param kind of the run
     * @param values in the order in which they are shown
     * @return the settings
     */
    public static RunSettings of(String kind, Map<String, String> values) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put(KIND, kind);
        all.putAll(values);
        return new RunSettings(all);
    }

    /**
     * Tells labelled tracks from others.
     *
     * @param labels that are known
     * @param tracks in their order
     * @return 16 hexadecimal digits
     */
    public static String fingerprint(List<String> labels, List<TaggedTrack> tracks) {
        return Checksum.fingerprint(Stream.concat(
                labels.stream(),
                tracks.stream()
                        .flatMap(track -> Stream.of(track.id(), sorted(track.present()), sorted(track.unknown())))));
    }

    private static String sorted(Set<String> labels) {
        return String.join("\n", new TreeSet<>(labels));
    }

    /** What kind of run these are the settings of. */
    String kind() {
        return values.getOrDefault(KIND, EVALUATION);
    }

    /**
     * Makes sure that these settings are those that a run was begun with.
     *
     * @param begun the settings of the run
     * @param where the run lies, for the message
     * @throws MirException with everything that differs
     */
    void requireSameAs(RunSettings begun, Object where) {
        TreeSet<String> names = new TreeSet<>(values.keySet());
        names.addAll(begun.values.keySet());
        StringBuilder differences = new StringBuilder();
        for (String name : names) {
            String before = begun.values.getOrDefault(name, "none");
            String now = values.getOrDefault(name, "none");
            if (!before.equals(now)) {
                differences.append(differences.isEmpty() ? "" : "; ");
                differences.append(name + " was " + before + " and is now " + now);
            }
        }
        if (!differences.isEmpty()) {
            throw new MirException("The run in " + where + " cannot be resumed under other settings: " + differences
                            + ". Use the same settings, or another directory.")
                    .with(Remedy.OTHER_DIRECTORY);
        }
    }
}
