// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.datasets;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mir4j.core.dataset.Checksum;
import org.mir4j.core.dataset.DatasetCard;
import org.mir4j.core.dataset.DatasetFile;
import org.mir4j.core.dataset.Labelling;
import org.mir4j.core.dataset.Recording;
import org.mir4j.core.dataset.TaggedSplit;
import org.mir4j.core.dataset.TaggedTrack;
import org.mir4j.core.error.DatasetException;

/** GTZAN (Tzanetakis and Cook 2002): ten genres of music, a hundred clips each. */
final class Gtzan extends TagDataset {

    private static final List<String> GENRES =
            List.of("blues", "classical", "country", "disco", "hiphop", "jazz", "metal", "pop", "reggae", "rock");
    private static final int CLIPS_PER_GENRE = 100;
    private static final String FULL = "full";
    private static final String FILTERED = "filtered-";
    private static final List<String> LISTS = List.of("train", "valid", "test");
    /** The folder of the archive, that of a copy which goes around, and none. */
    private static final List<String> AUDIO_FOLDERS = List.of("genres", "genres_original", "");

    private static final Pattern CLIP = Pattern.compile("(?:.*/)?(([a-z]+)\\.\\d{5})(?:\\.[a-z0-9]+)?");
    private static final String LAYOUT =
            """
            ROOT/
              genres/                      (or genres_original/, or the ten folders themselves)
                blues/
                  blues.00000.wav          (or blues.00000.au)
                  ...
                rock/
              splits/
                train_filtered.txt
                valid_filtered.txt
                test_filtered.txt
            """;

    Gtzan() {
        super(makeCard());
    }

    private static DatasetCard makeCard() {
        return DatasetCard.of("gtzan", "GTZAN Genre Collection")
                .content("1,000 clips of 30 s (22,050 Hz, mono), 100 of each of ten genres. The file jazz.00054 is"
                        + " damaged in many copies and cannot be decoded there; expect it to be reported.")
                .citation("G. Tzanetakis and P. Cook (2002), Musical genre classification of audio signals, IEEE"
                        + " Transactions on Speech and Audio Processing 10(5); the filtered lists: C. Kereliuk,"
                        + " B. L. Sturm and J. Larsen (2015), Deep Learning and Music Adversaries, IEEE"
                        + " Transactions on Multimedia 17(11)")
                .licence("none was ever stated; for research only")
                .homepage("http://marsyas.info/downloads/datasets.html")
                .obtaining("The archive genres.tar.gz (1.2 GB) was published on the homepage; copies of it go around."
                        + " The lists of the filtered splits are GTZAN_split/*_filtered.txt in"
                        + " https://github.com/jongpillee/music_dataset_split, to be put into the folder splits.")
                .layout(LAYOUT)
                .split("filtered-train", "443 clips to train on: no repetitions, distortions or artists in common")
                .split("filtered-valid", "197 clips to choose models on")
                .split("filtered-test", "290 clips to test on")
                .split(FULL, "all 1,000 clips by their names, with all known faults (Sturm 2013); no list is needed")
                .defaultSplit("filtered-test")
                .archive("genres.tar.gz", Checksum.md5("5b3d6dddb579ab49814ab86dba69e7c7"))
                .build();
    }

    @Override
    TaggedSplit read(Path root, String split) {
        List<TaggedTrack> tracks =
                split.equals(FULL) ? allClips(root) : listedClips(root, split.substring(FILTERED.length()));
        return new TaggedSplit(Labelling.SINGLE, GENRES, tracks);
    }

    @Override
    public List<DatasetFile> files(Path root) {
        FileList files = new FileList(root);
        LISTS.forEach(list -> files.add(listFile(list)));
        return files.add(allClips(root)).list();
    }

    private static String listFile(String list) {
        return "splits/" + list + "_filtered.txt";
    }

    private static List<TaggedTrack> allClips(Path root) {
        Copy copy = Copy.at(root);
        List<TaggedTrack> tracks = new ArrayList<>();
        for (String genre : GENRES) {
            for (int number = 0; number < CLIPS_PER_GENRE; number++) {
                tracks.add(copy.track(String.format(Locale.ROOT, "%s.%05d", genre, number), genre));
            }
        }
        return tracks;
    }

    private static List<TaggedTrack> listedClips(Path root, String list) {
        Copy copy = Copy.at(root);
        TrackList tracks = new TrackList();
        for (TextFile.Line line : TextFile.lines(root.resolve(listFile(list)))) {
            Matcher clip = CLIP.matcher(line.text());
            if (!clip.matches() || !GENRES.contains(clip.group(2))) {
                throw line.place()
                        .error("'" + line.text() + "' is no clip; expected a path like blues/blues.00012.wav");
            }
            tracks.add(line.place(), copy.track(clip.group(1), clip.group(2)));
        }
        return tracks.tracks();
    }

    /** How the clips lie in a copy: the archive has .au files, copies of it have .wav. */
    private record Copy(Path folder, String extension) {

        static Copy at(Path root) {
            if (!Files.isDirectory(root)) {
                throw new DatasetException("There is no folder " + root + ", where GTZAN is expected.");
            }
            for (String name : AUDIO_FOLDERS) {
                Path folder = root.resolve(name);
                if (Files.isDirectory(folder.resolve(GENRES.get(0)))) {
                    boolean au = Files.exists(folder.resolve("blues").resolve("blues.00000.au"));
                    return new Copy(folder, au ? ".au" : ".wav");
                }
            }
            throw new DatasetException(
                    "There is neither a folder " + root.resolve("genres").resolve("blues") + " nor "
                            + root.resolve("blues") + "; unpack genres.tar.gz in " + root + ".");
        }

        TaggedTrack track(String clip, String genre) {
            return TaggedTrack.of(clip, Recording.of(folder.resolve(genre).resolve(clip + extension)), Set.of(genre));
        }
    }
}
