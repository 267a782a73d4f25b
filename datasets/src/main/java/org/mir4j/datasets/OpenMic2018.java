// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.datasets;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.mir4j.core.dataset.Checksum;
import org.mir4j.core.dataset.DatasetCard;
import org.mir4j.core.dataset.DatasetFile;
import org.mir4j.core.dataset.Labelling;
import org.mir4j.core.dataset.Recording;
import org.mir4j.core.dataset.TaggedSplit;
import org.mir4j.core.dataset.TaggedTrack;
import org.mir4j.datasets.Table.Row;

/**
 * OpenMIC-2018 (Humphrey 2018): which of 20 instruments play in a clip. An instrument is present if its relevance is
 * 0.5 or more, absent if it is less, and unknown if it was not asked about in this clip.
 */
final class OpenMic2018 extends TagDataset {

    private static final double PRESENT = 0.5;
    private static final String LABELS = "openmic-2018-aggregated-labels.csv";
    private static final String CHECKSUMS = "checksums/openmic-2018-audio.csv";
    private static final String LAYOUT =
            """
            ROOT/
              audio/
                000/
                  000046_3840.ogg
                  ...
              openmic-2018-aggregated-labels.csv
              partitions/
                split01_train.csv
                split01_test.csv
              checksums/
                openmic-2018-audio.csv     (may be missing)
            """;

    OpenMic2018() {
        super(makeCard());
    }

    private static DatasetCard makeCard() {
        return DatasetCard.of("openmic-2018", "OpenMIC-2018")
                .content("20,000 clips of 10 s of the Free Music Archive; for each it was asked about some of 20"
                        + " instruments whether they play, the others are unknown.")
                .citation("E. J. Humphrey, S. Durand and B. McFee (2018), OpenMIC-2018: An Open Data-set for Multiple"
                        + " Instrument Recognition, 19th ISMIR")
                .licence("CC BY 4.0")
                .homepage("https://zenodo.org/record/1432913")
                .obtaining("Download openmic-2018-v1.0.0.tgz from the homepage and unpack it; the folder"
                        + " openmic-2018 is the root. Checksums of its audio are tests/data/checksums in"
                        + " https://github.com/cosmir/openmic-2018.")
                .layout(LAYOUT)
                .split("train", "the clips of split01 to train on, 14,915")
                .split("test", "the clips of split01 to test on, 5,085")
                .defaultSplit("test")
                .archive("openmic-2018-v1.0.0.tgz", Checksum.md5("e4ccf187e2bb5ab2e115416e8aafe7f4"))
                .build();
    }

    @Override
    TaggedSplit read(Path root, String split) {
        Answers answers = Answers.read(root.resolve(LABELS));
        return new TaggedSplit(Labelling.MULTIPLE, List.copyOf(answers.instruments()), tracks(root, split, answers));
    }

    @Override
    public List<DatasetFile> files(Path root) {
        Answers answers = Answers.read(root.resolve(LABELS));
        FileList files = new FileList(root).add(LABELS);
        for (String split : card().splits().keySet()) {
            files.add(partition(split)).add(tracks(root, split, answers));
        }
        return files.checksums("", checksums(root)).list();
    }

    private static String partition(String split) {
        return "partitions/split01_" + split + ".csv";
    }

    private static String audio(String sample) {
        return "audio/" + sample.substring(0, Math.min(3, sample.length())) + "/" + sample + ".ogg";
    }

    private static List<TaggedTrack> tracks(Path root, String split, Answers answers) {
        TrackList tracks = new TrackList();
        for (TextFile.Line line : TextFile.lines(root.resolve(partition(split)))) {
            String sample = line.text();
            if (!answers.known().containsKey(sample)) {
                throw line.place().error("the clip '" + sample + "' is not in " + root.resolve(LABELS));
            }
            tracks.add(line.place(), answers.track(sample, Recording.of(root.resolve(audio(sample)))));
        }
        return tracks.tracks();
    }

    private static Map<String, Checksum> checksums(Path root) {
        Map<String, Checksum> checksums = new HashMap<>();
        if (Files.exists(root.resolve(CHECKSUMS))) {
            for (Row row : Table.commas(root.resolve(CHECKSUMS)).rows("", "md5")) {
                checksums.put(audio(row.said("")), row.place().making(() -> Checksum.md5(row.get("md5"))));
            }
        }
        return checksums;
    }

    /** All instruments, and for each clip those that it was asked about and those of them that play. */
    private record Answers(Set<String> instruments, Map<String, Set<String>> known, Map<String, Set<String>> present) {

        static Answers read(Path file) {
            Answers answers = new Answers(new TreeSet<>(), new HashMap<>(), new HashMap<>());
            for (Row row : Table.commas(file).rows("sample_key", "instrument", "relevance")) {
                String sample = row.said("sample_key");
                String instrument = row.said("instrument");
                answers.instruments.add(instrument);
                if (!answers.known
                        .computeIfAbsent(sample, key -> new HashSet<>())
                        .add(instrument)) {
                    throw row.place().error("the clip '" + sample + "' has two rows about '" + instrument + "'");
                }
                if (row.number("relevance") >= PRESENT) {
                    answers.present
                            .computeIfAbsent(sample, key -> new HashSet<>())
                            .add(instrument);
                }
            }
            return answers;
        }

        TaggedTrack track(String sample, Recording recording) {
            Set<String> unknown = new HashSet<>(instruments);
            unknown.removeAll(known.get(sample));
            return new TaggedTrack(sample, recording, present.getOrDefault(sample, Set.of()), unknown);
        }
    }
}
