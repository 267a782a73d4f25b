// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.datasets;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.mir4j.core.dataset.Dataset;
import org.mir4j.core.error.DatasetException;
import org.mir4j.datasets.own.Manifest;
import org.mir4j.datasets.own.SongFolders;
import org.mir4j.datasets.own.TagFolders;
import org.mir4j.datasets.separation.SeparationDatasets;
import org.mir4j.datasets.tagging.TaggingDatasets;

/** All datasets that have a name, and those that a file lists. */
public final class Datasets {

    private Datasets() {}

    private static final Set<String> MANIFESTS = Set.of("csv", "tsv", "jsonl", "ndjson");

    /**
     * Lists them.
     *
     * @return those for tagging, then those for separation, then the ways to lay out one's own
     */
    public static List<Dataset> all() {
        List<Dataset> all = new ArrayList<>(TaggingDatasets.all());
        all.addAll(SeparationDatasets.all());
        all.add(new TagFolders());
        all.add(new SongFolders());
        return all;
    }

    /**
     * The dataset that a person means.
     *
     * @param nameOrFile a name, or the path of a manifest ({@code .csv}, {@code .tsv}, {@code .jsonl}, {@code .ndjson})
     * @return the dataset
     * @throws DatasetException if there is none, or the manifest cannot be read
     */
    public static Dataset of(String nameOrFile) {
        String extension = nameOrFile.substring(nameOrFile.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return MANIFESTS.contains(extension) ? Manifest.of(Path.of(nameOrFile)) : named(nameOrFile);
    }

    /**
     * Finds one by its name.
     *
     * @param name as its card has it
     * @return the dataset
     * @throws DatasetException if there is none of that name, with the names that there are
     */
    public static Dataset named(String name) {
        return all().stream()
                .filter(dataset -> dataset.card().name().equals(name))
                .findFirst()
                .orElseThrow(() -> new DatasetException("There is no dataset '" + name + "'; there are: "
                        + all().stream().map(dataset -> dataset.card().name()).collect(Collectors.joining(", "))
                        + "; or name a manifest (.csv, .tsv, .jsonl)."));
    }
}
