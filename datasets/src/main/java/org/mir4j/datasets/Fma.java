// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.datasets;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.mir4j.core.dataset.Checksum;
import org.mir4j.core.dataset.DatasetCard;
import org.mir4j.core.dataset.DatasetFile;
import org.mir4j.core.dataset.Labelling;
import org.mir4j.core.dataset.Recording;
import org.mir4j.core.dataset.TaggedSplit;
import org.mir4j.core.dataset.TaggedTrack;
import org.mir4j.datasets.Table.Row;

/** The small or the medium subset of the FMA dataset (Defferrard 2017), with the top genre of each track. */
final class Fma extends TagDataset {

    private static final String METADATA = "fma_metadata";
    private static final String TRACKS = METADATA + "/tracks.csv";
    private static final String SUBSET = "set/subset";
    private static final String SPLIT = "set/split";
    private static final String GENRE = "track/genre_top";
    /** The first column, that of the track's number: neither row of the header says anything there. */
    private static final String NAMELESS = "/";

    /** What stands below that. */
    private static final String TRACK_HEADER = "track_id";

    private static final String LAYOUT =
            """
            ROOT/
              fma_metadata/
                tracks.csv
                checksums
              %s/
                000/
                  000002.mp3
                  ...
                155/
                checksums
            """;

    private final String folder;
    /** The subsets that this one consists of: each holds the smaller ones. */
    private final Set<String> subsets;

    private Fma(DatasetCard card, String folder, Set<String> subsets) {
        super(card);
        this.folder = folder;
        this.subsets = subsets;
    }

    /**
     * The small subset, balanced.
     *
     * @return {@code fma-small}
     */
    public static Fma small() {
        DatasetCard card = card("small", "8,000 clips of 30 s, 1,000 of each of 8 genres", "7.2 GiB")
                .archive("fma_small.zip", sha1("ade154f733639d52e35e32f5593efe5be76c6d70"))
                .build();
        return new Fma(card, "fma_small", Set.of("small"));
    }

    /**
     * The medium subset, not balanced, which holds the small one.
     *
     * @return {@code fma-medium}
     */
    public static Fma medium() {
        DatasetCard card = card("medium", "25,000 clips of 30 s of 16 genres, not balanced", "22 GiB")
                .archive("fma_medium.zip", sha1("c67b69ea232021025fca9231fc1c7c1a063ab50b"))
                .build();
        return new Fma(card, "fma_medium", Set.of("small", "medium"));
    }

    private static DatasetCard.Builder card(String size, String content, String bytes) {
        String folder = "fma_" + size;
        return DatasetCard.of("fma-" + size, "FMA, the " + size + " subset")
                .content(content + ". The clips 099134, 108925 and 133297 hold no audio, and a few others are shorter"
                        + " than 30 s, because their songs are shorter than was believed when they were cut"
                        + " (github.com/mdeff/fma, issues 8 and 44); expect them to be reported.")
                .citation("M. Defferrard, K. Benzi, P. Vandergheynst and X. Bresson (2017), FMA: A Dataset for Music"
                        + " Analysis, 18th ISMIR")
                .licence("metadata: CC BY 4.0; each track the licence that its artist chose; for research")
                .homepage("https://github.com/mdeff/fma")
                .obtaining("Download https://os.unil.cloud.switch.ch/fma/" + folder + ".zip (" + bytes
                        + ") and https://os.unil.cloud.switch.ch/fma/fma_metadata.zip (342 MiB) and unpack both in"
                        + " the root; if unzip cannot, 7z can.")
                .layout(LAYOUT.formatted(folder))
                .split("training", "80 % of the clips to train on")
                .split("validation", "10 % of the clips to choose models on")
                .split("test", "10 % of the clips to test on, by other artists")
                .defaultSplit("test")
                .archive("fma_metadata.zip", sha1("f0df49ffe5f2a6008d7dc83c6915b31835dfe733"));
    }

    private static Checksum sha1(String hex) {
        return new Checksum("SHA-1", hex);
    }

    @Override
    TaggedSplit read(Path root, String split) {
        Set<String> genres = new TreeSet<>();
        TrackList tracks = new TrackList();
        forEachTrack(root, row -> {
            genres.add(row.said(GENRE));
            if (row.get(SPLIT).equals(split)) {
                tracks.add(row.place(), track(root, row));
            }
        });
        return new TaggedSplit(Labelling.SINGLE, List.copyOf(genres), tracks.tracks());
    }

    @Override
    public List<DatasetFile> files(Path root) {
        TrackList tracks = new TrackList();
        forEachTrack(root, row -> tracks.add(row.place(), track(root, row)));
        return new FileList(root)
                .add(TRACKS)
                .add(tracks.tracks())
                .checksums(METADATA, checksums(root, METADATA))
                .checksums(folder, checksums(root, folder))
                .list();
    }

    private static Map<String, Checksum> checksums(Path root, String folder) {
        return ChecksumList.read(root.resolve(folder).resolve("checksums"), Fma::sha1);
    }

    private void forEachTrack(Path root, Consumer<Row> action) {
        Table table = Table.commas(root.resolve(TRACKS)).headerRows(2);
        table.forEach(List.of(NAMELESS, SUBSET, SPLIT, GENRE), row -> {
            if (!row.get(NAMELESS).equals(TRACK_HEADER) && subsets.contains(row.get(SUBSET))) {
                action.accept(row);
            }
        });
    }

    private TaggedTrack track(Path root, Row row) {
        String id = String.format(Locale.ROOT, "%06d", (int) row.number(NAMELESS));
        Path file = root.resolve(folder).resolve(id.substring(0, 3)).resolve(id + ".mp3");
        return TaggedTrack.of(id, Recording.of(file), Set.of(row.said(GENRE)));
    }
}
