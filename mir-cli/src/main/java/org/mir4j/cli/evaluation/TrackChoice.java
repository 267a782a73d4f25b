// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.evaluation;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Stream;
import org.mir4j.core.dataset.Recording;
import org.mir4j.core.error.DatasetException;

/**
 * The tracks of a split that are to be scored.
 *
 * @param tracks in the split's order
 * @param omissions what was left out, in sentences
 * @param <T> a track
 */
record TrackChoice<T>(List<T> tracks, List<String> omissions) {

    /**
     * Chooses tracks.
     *
     * @throws DatasetException if recordings are missing and may not be, or no track is left
     */
    static <T> TrackChoice<T> of(List<T> all, Function<T, Stream<Recording>> recordings, RunOptions options) {
        if (all.isEmpty()) {
            throw new DatasetException("The split " + options.split() + " in " + options.root() + " has no tracks.");
        }
        List<String> omissions = new ArrayList<>();
        List<T> limited = limited(all, options.limit(), omissions);
        List<T> there = new ArrayList<>();
        Path missing = null;
        for (T track : limited) {
            Path absent = recordings
                    .apply(track)
                    .map(Recording::file)
                    .filter(file -> !Files.exists(file))
                    .findFirst()
                    .orElse(null);
            if (absent == null) {
                there.add(track);
            } else {
                missing = missing == null ? absent : missing;
            }
        }
        int gone = limited.size() - there.size();
        if (gone > 0) {
            requireSome(there, limited, missing, options);
            omissions.add(
                    gone + " of " + limited.size() + " tracks are missing in the copy of the dataset and left out.");
        }
        return new TrackChoice<>(there, omissions);
    }

    private static <T> List<T> limited(List<T> all, OptionalInt limit, List<String> omissions) {
        if (limit.isEmpty() || limit.getAsInt() >= all.size()) {
            return all;
        }
        omissions.add("Only " + limit.getAsInt() + " of " + all.size() + " tracks, evenly spread over the split.");
        List<T> chosen = new ArrayList<>();
        for (long i = 0; i < limit.getAsInt(); i++) {
            chosen.add(all.get((int) (i * all.size() / limit.getAsInt())));
        }
        return chosen;
    }

    private static void requireSome(List<?> there, List<?> all, Path missing, RunOptions options) {
        String sentence = "The dataset is not whole: " + (all.size() - there.size()) + " of " + all.size()
                + " tracks of the split " + options.split() + " are missing, the first of them " + missing + ".";
        if (there.isEmpty()) {
            throw new DatasetException(
                    sentence + " Is " + options.root() + " its root? 'mir datasets info' shows the layout.");
        }
        if (!options.skipMissing()) {
            throw new DatasetException(sentence
                    + " 'mir datasets verify' lists them all; --skip-missing scores those that are there, whose numbers"
                    + " are not those of the whole split.");
        }
    }
}
