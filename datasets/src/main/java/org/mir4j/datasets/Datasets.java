// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.datasets;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.mir4j.core.dataset.Dataset;
import org.mir4j.core.dataset.SeparationDataset;
import org.mir4j.core.dataset.TaggingDataset;
import org.mir4j.core.error.DatasetException;

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
        List<Dataset> all = new ArrayList<>(tagging());
        all.addAll(separation());
        all.add(new TagFolders());
        all.add(new SongFolders());
        all.add(new UnlabelledFiles());
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

    /** Those of tagging that have a name, in the order of their names. */
    static List<TaggingDataset> tagging() {
        return List.of(
                new Esc50(),
                Fma.medium(),
                Fma.small(),
                new FsdKaggle2018(),
                new Gtzan(),
                new MagnaTagATune(),
                new MillionSongDataset(),
                MtgJamendo.genre(),
                MtgJamendo.instrument(),
                MtgJamendo.moodTheme(),
                MtgJamendo.top50(),
                new OpenMic2018());
    }

    /**
     * The dataset that a recipe names.
     *
     * @param folder where it lies
     * @param name of a dataset, or of a manifest in the folder
     * @return the dataset
     * @throws DatasetException as {@link #of}
     */
    public static Dataset in(Path folder, String name) {
        Path manifest = folder.resolve(name);
        return of(Files.isRegularFile(manifest) ? manifest.toString() : name);
    }

    /** Those of separation that have a name, in the order of their names. */
    private static List<SeparationDataset> separation() {
        return List.of(new Dsd100(), new MedleyDb(), new Mir1k(), new Musdb18(), new Musdb18Sample(), new Musdb18Hq());
    }
}
