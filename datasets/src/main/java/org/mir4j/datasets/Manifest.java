// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.datasets;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.mir4j.core.dataset.DatasetCard;
import org.mir4j.core.dataset.DatasetFile;
import org.mir4j.core.dataset.Labelling;
import org.mir4j.core.dataset.TaggedSplit;
import org.mir4j.core.dataset.TaggedTrack;
import org.mir4j.core.error.DatasetException;
import org.mir4j.datasets.Listing.Entry;

/**
 * Recordings that a file lists with their labels.
 *
 * <p>The file is a table with a header, in which commas or semicolons ({@code .csv}) or tabs ({@code .tsv}) separate
 * the columns, or has an object in JSON on every line ({@code .jsonl}, {@code .ndjson}). A table has a column {@code
 * file} and either a column {@code labels}, in which {@code ;} or {@code |} stands between labels, or behind each, and
 * maybe a column {@code unknown} of the same kind, or a column for each label with {@code 1}, {@code 0}, or nothing
 * where it is unknown. An object has {@code file}, a list {@code labels}, and maybe a list {@code unknown}. In all of
 * them there may be an {@code id}, which is the path otherwise, and a {@code split}.
 *
 * <p>There is always a split {@code all}; the others are those that the file names. When none is named, {@code test} is
 * meant if there is one, {@code all} otherwise.
 */
final class Manifest extends TagDataset {

    private static final String ALL = "all";
    private static final String TEST = "test";
    private static final String LAYOUT =
            """
            ROOT/
              %s
              ...                          (all files that %s lists)
            """;

    private final Listing listing;
    private final Labelling labelling;

    private Manifest(Path file, Listing listing, Labelling labelling) {
        super(card(file, listing, labelling));
        this.listing = listing;
        this.labelling = labelling;
    }

    /**
     * Reads a manifest and decides by what it lists how many labels hold for a recording: exactly one if every
     * recording of the whole file has exactly one and none unknown, any number otherwise.
     *
     * @param file the manifest
     * @return the dataset
     * @throws DatasetException if the file is not there, or something in it is wrong, with the line
     */
    public static Manifest of(Path file) {
        Listing listing = Listing.read(file);
        boolean single = listing.entries().stream()
                .allMatch(
                        entry -> entry.present().size() == 1 && entry.unknown().isEmpty());
        return new Manifest(file, listing, single ? Labelling.SINGLE : Labelling.MULTIPLE);
    }

    /**
     * Reads a manifest.
     *
     * @param file the manifest
     * @param labelling how many labels hold for a recording
     * @return the dataset
     * @throws DatasetException if the file is not there, or something in it is wrong, with the line; also if
     *     exactly one label should hold and a recording has none or several
     */
    public static Manifest of(Path file, Labelling labelling) {
        Listing listing = Listing.read(file);
        if (labelling == Labelling.SINGLE) {
            for (Entry entry : listing.entries()) {
                if (entry.present().size() != 1) {
                    throw entry.place()
                            .error("the file " + entry.file() + " has the labels " + entry.present()
                                    + ", expected exactly one");
                }
            }
        }
        return new Manifest(file, listing, labelling);
    }

    private static DatasetCard card(Path file, Listing listing, Labelling labelling) {
        String name = file.getFileName().toString();
        Set<String> splits = new LinkedHashSet<>();
        for (Entry entry : listing.entries()) {
            if (entry.split().equals(ALL)) {
                throw entry.place().error("no split may be called '" + ALL + "', which stands for all recordings");
            }
            splits.add(entry.split());
        }
        splits.remove("");
        DatasetCard.Builder builder = DatasetCard.of(name.substring(0, name.lastIndexOf('.')), name)
                .content(listing.entries().size() + " recordings with "
                        + (labelling == Labelling.SINGLE ? "one" : "any number") + " of "
                        + listing.labels().size() + " labels.")
                .citation("none")
                .licence("that of the recordings")
                .homepage(file.toAbsolutePath().normalize().toUri().toString())
                .obtaining("It is your own; " + file + " lists it.")
                .layout(LAYOUT.formatted(listing.entries().get(0).file(), name))
                .split(ALL, "all recordings");
        splits.forEach(split -> builder.split(split, "the recordings of which " + name + " says '" + split + "'"));
        return builder.defaultSplit(splits.contains(TEST) ? TEST : ALL).build();
    }

    @Override
    TaggedSplit read(Path root, String split) {
        List<TaggedTrack> tracks = listing.entries().stream()
                .filter(entry -> split.equals(ALL) || split.equals(entry.split()))
                .map(entry -> entry.track(root))
                .toList();
        return new TaggedSplit(labelling, listing.labels(), tracks);
    }

    @Override
    public List<DatasetFile> files(Path root) {
        return new FileList(root).add(load(root, ALL).tracks()).list();
    }
}
