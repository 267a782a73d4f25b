// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.datasets;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.mir4j.core.dataset.Checksum;
import org.mir4j.core.dataset.DatasetCard;
import org.mir4j.core.dataset.DatasetFile;
import org.mir4j.core.dataset.Labelling;
import org.mir4j.core.dataset.Recording;
import org.mir4j.core.dataset.TaggedSplit;
import org.mir4j.core.dataset.TaggedTrack;
import org.mir4j.datasets.Table.Row;

/**
 * MagnaTagATune (Law 2009) with its 50 most frequent tags, none of them merged with its synonyms.
 *
 * <p>Both families of splits go by the folder a clip lies in: 0 to b to train on, c to choose models on, d to f to test
 * on, without the three clips that cannot be decoded. Pons (musicnn) keeps the clips that have none of the 50 tags, Won
 * (2020) leaves them out, hence their numbers differ.
 */
final class MagnaTagATune extends TagDataset {

    private static final String ANNOTATIONS = "annotations_final.csv";
    private static final String WON = "won2020-";

    /**
     * By how many of the 25,863 clips have them, the order of all published models. It is fixed here because "metal"
     * and "female voice" tie.
     */
    private static final List<String> TAGS = List.of(
            "guitar",
            "classical",
            "slow",
            "techno",
            "strings",
            "drums",
            "electronic",
            "rock",
            "fast",
            "piano",
            "ambient",
            "beat",
            "violin",
            "vocal",
            "synth",
            "female",
            "indian",
            "opera",
            "male",
            "singing",
            "vocals",
            "no vocals",
            "harpsichord",
            "loud",
            "quiet",
            "flute",
            "woman",
            "male vocal",
            "no vocal",
            "pop",
            "soft",
            "sitar",
            "solo",
            "man",
            "classic",
            "choir",
            "voice",
            "new age",
            "dance",
            "male voice",
            "female vocal",
            "beats",
            "harp",
            "cello",
            "no voice",
            "weird",
            "country",
            "metal",
            "female voice",
            "choral");

    /** The clips in the folders 6, 8 and 9 whose files are empty or broken. */
    private static final Set<String> BROKEN = Set.of("35644", "55753", "57881");

    private static final String LAYOUT =
            """
            ROOT/
              annotations_final.csv
              mp3/                         (or the sixteen folders in ROOT itself)
                0/
                  american_bach_soloists-j_s__bach__cantatas_volume_v-01-...-0-29.mp3
                  ...
                f/
            """;

    MagnaTagATune() {
        super(makeCard());
    }

    private static DatasetCard makeCard() {
        return DatasetCard.of("magnatagatune", "MagnaTagATune")
                .content("25,863 clips of 29 s (16 kHz, mono, 32 kbit/s) of 5,405 songs with 188 tags that players of"
                        + " a game agreed on; the 50 most frequent tags are kept.")
                .citation("E. Law, K. West, M. Mandel, M. Bay and J. S. Downie (2009), Evaluation of Algorithms Using"
                        + " Games: The Case of Music Tagging, 10th ISMIR")
                .licence("CC BY-NC-SA 3.0")
                .homepage("https://mirg.city.ac.uk/codeapps/the-magnatagatune-dataset")
                .obtaining("Download mp3.zip.001, mp3.zip.002, mp3.zip.003 and annotations_final.csv from"
                        + " https://mirg.city.ac.uk/datasets/magnatagatune/, join the three with"
                        + " 'cat mp3.zip.00? > mp3.zip' and unpack that into the folder mp3.")
                .layout(LAYOUT)
                .split("won2020-train", "15,247 clips with at least one of the 50 tags, folders 0 to b")
                .split("won2020-valid", "1,529 clips with at least one of the 50 tags, folder c")
                .split("won2020-test", "4,332 clips with at least one of the 50 tags, folders d to f; Won (2020)")
                .split("musicnn-train", "18,706 clips, folders 0 to b")
                .split("musicnn-valid", "1,825 clips, folder c")
                .split("musicnn-test", "5,329 clips, folders d to f; Pons (2018, 2019)")
                .defaultSplit("won2020-test")
                .archive(ANNOTATIONS, Checksum.md5("f04fa01752a8cc64f6e1ca142a0fef1d"))
                .archive("mp3.zip", Checksum.md5("f12add0eb4cd6c2a3ab7e4afaf7b7467"))
                .published(TaggingPapers.won2020("won2020-test", "FCN (Choi 2016)", 0.9005, 0.4295))
                .published(TaggingPapers.won2020("won2020-test", "CRNN (Choi 2017)", 0.8722, 0.3625))
                .published(TaggingPapers.won2020("won2020-test", "MusiCNN (Pons 2018)", 0.9106, 0.4493))
                .published(TaggingPapers.musicnn("musicnn-test", "MTT_musicnn", 0.9067, 0.3831))
                .published(TaggingPapers.musicnn("musicnn-test", "MTT_vgg", 0.9030, 0.3823))
                .build();
    }

    @Override
    TaggedSplit read(Path root, String split) {
        String part = split.substring(split.indexOf('-') + 1);
        boolean tagged = split.startsWith(WON);
        List<TaggedTrack> tracks = read(root, part::equals).stream()
                .filter(track -> !tagged || !track.present().isEmpty())
                .toList();
        return new TaggedSplit(Labelling.MULTIPLE, TAGS, tracks);
    }

    @Override
    public List<DatasetFile> files(Path root) {
        return new FileList(root).add(ANNOTATIONS).add(read(root, part -> true)).list();
    }

    private static List<TaggedTrack> read(Path root, Predicate<String> parts) {
        List<String> columns = new ArrayList<>(TAGS);
        columns.add("clip_id");
        columns.add("mp3_path");
        Path mp3 = root.resolve("mp3");
        Path audio = Files.isDirectory(mp3) ? mp3 : root;
        TrackList tracks = new TrackList();
        Table.tabs(root.resolve(ANNOTATIONS)).forEach(columns, row -> {
            String id = row.said("clip_id");
            if (!BROKEN.contains(id) && parts.test(part(row))) {
                Set<String> present = TAGS.stream().filter(row::flag).collect(Collectors.toSet());
                tracks.add(row.place(), TaggedTrack.of(id, Recording.of(audio.resolve(row.said("mp3_path"))), present));
            }
        });
        return tracks.tracks();
    }

    private static String part(Row row) {
        String path = row.said("mp3_path");
        int folder = Character.digit(path.charAt(0), 16);
        if (folder < 0 || path.indexOf('/') != 1) {
            throw row.place().error("'" + path + "' lies in none of the folders 0 to f");
        }
        if (folder == 0xc) {
            return "valid";
        }
        return folder < 0xc ? "train" : "test";
    }
}
