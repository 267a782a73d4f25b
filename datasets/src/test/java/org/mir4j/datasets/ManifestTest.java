// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.datasets;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mir4j.core.dataset.Labelling;
import org.mir4j.core.dataset.Recording;
import org.mir4j.core.dataset.TaggedSplit;
import org.mir4j.core.dataset.TaggedTrack;
import org.mir4j.core.error.DatasetException;

class ManifestTest {

    @TempDir
    Path folder;

    @Test
    void aColumnOfLabelsIsCutAtSemicolonsAndBars() throws IOException {
        TaggedSplit split = load("a.csv", "file,labels,unknown\nx/1.wav,rock; loud,\n2.wav,pop|soft,loud\n3.wav,,\n");
        assertEquals(Labelling.MULTIPLE, split.labelling());
        assertEquals(List.of("loud", "pop", "rock", "soft"), split.labels());
        assertEquals(
                track("x/1.wav", Set.of("rock", "loud"), Set.of()),
                split.tracks().get(0));
        assertEquals(
                track("2.wav", Set.of("pop", "soft"), Set.of("loud")),
                split.tracks().get(1));
        assertEquals(track("3.wav", Set.of(), Set.of()), split.tracks().get(2));
    }

    @Test
    void aSeparatorMayEndTheLastLabelToo() throws IOException {
        TaggedSplit split = load("a.csv", "file,labels,unknown\n1.wav,rock;loud;,pop|\n2.wav,pop; ,\n");
        assertEquals(
                track("1.wav", Set.of("rock", "loud"), Set.of("pop")),
                split.tracks().get(0));
        assertEquals(track("2.wav", Set.of("pop"), Set.of()), split.tracks().get(1));
    }

    @Test
    void semicolonsMayStandBetweenColumns() throws IOException {
        TaggedSplit split = load("a.csv", "file;labels;split\n1.wav;rock|loud;test\n2.wav;\"pop;soft\";\n");
        assertEquals(
                track("1.wav", Set.of("rock", "loud"), Set.of()), split.tracks().get(0));
        assertEquals(
                track("2.wav", Set.of("pop", "soft"), Set.of()), split.tracks().get(1));
    }

    @Test
    void columnsOfLabelsKeepTheirOrderAndEmptyOnesAreUnknown() throws IOException {
        TaggedSplit split = load("a.tsv", "id\tfile\tsad\thappy\nfirst\t1.wav\t1\t0\nsecond\t2.wav\t\t1\n");
        assertEquals(List.of("sad", "happy"), split.labels());
        assertEquals("first", split.tracks().get(0).id());
        assertEquals(Set.of("sad"), split.tracks().get(0).present());
        assertEquals(Set.of("sad"), split.tracks().get(1).unknown());
    }

    @Test
    void objectsOnLinesAreReadLikeRows() throws IOException {
        TaggedSplit split = load(
                "a.jsonl",
                """
                {"file": "1.wav", "labels": ["rock", "loud"]}

                {"file": "2.wav", "labels": [], "unknown": ["rock"], "id": "two"}
                """);
        assertEquals(
                track("1.wav", Set.of("rock", "loud"), Set.of()), split.tracks().get(0));
        assertEquals("two", split.tracks().get(1).id());
        assertEquals(Set.of("rock"), split.tracks().get(1).unknown());
    }

    @Test
    void oneKnownLabelEverywhereMakesAClassification() throws IOException {
        assertEquals(
                Labelling.SINGLE,
                load("a.csv", "file,labels\n1.wav,rock\n2.wav,pop\n").labelling());
        assertEquals(
                Labelling.MULTIPLE,
                load("b.csv", "file,labels\n1.wav,rock\n2.wav,pop;rock\n").labelling());
    }

    @Test
    void theCallerMayChooseTheLabelling() throws IOException {
        Path single = write("a.csv", "file,labels\n1.wav,rock\n2.wav,pop\n");
        assertEquals(
                Labelling.MULTIPLE,
                Manifest.of(single, Labelling.MULTIPLE).load(folder, "all").labelling());
        Path several = write("b.csv", "file,labels\n1.wav,rock\n2.wav,pop;rock\n");
        String message = assertThrows(DatasetException.class, () -> Manifest.of(several, Labelling.SINGLE))
                .getMessage();
        assertTrue(message.startsWith(several + ", line 3: ") && message.contains("exactly one"), message);
    }

    @Test
    void splitsAreThoseThatTheFileNames() throws IOException {
        Manifest manifest = Manifest.of(write("a.csv", "file,labels,split\n1.wav,a,train\n2.wav,b,test\n3.wav,c,\n"));
        assertEquals(Set.of("all", "train", "test"), manifest.card().splits().keySet());
        assertEquals("test", manifest.card().defaultSplit());
        assertEquals(3, manifest.load(folder, "all").tracks().size());
        TaggedSplit test = manifest.load(folder, "test");
        assertEquals(List.of("a", "b", "c"), test.labels());
        assertEquals(
                List.of("2.wav"), test.tracks().stream().map(TaggedTrack::id).toList());
        assertEquals(3, manifest.files(folder).size());
    }

    @Test
    void withoutSplitsAllIsMeant() throws IOException {
        assertEquals(
                "all",
                Manifest.of(write("tracks.csv", "file,labels\n1.wav,a\n"))
                        .card()
                        .defaultSplit());
    }

    @Test
    void absolutePathsBelowTheRootAreTakenAndOthersRefused() throws IOException {
        Path inside = folder.resolve("music").resolve("1.wav").toAbsolutePath();
        Manifest manifest = Manifest.of(write("a.csv", "file,labels\n" + inside + ",a\n../2.wav,b\n"));
        assertEquals(
                folder.resolve("music/1.wav"),
                Manifest.of(write("b.csv", "file,labels\n" + inside + ",a\n"))
                        .load(folder, "all")
                        .tracks()
                        .get(0)
                        .recording()
                        .file());
        String message = assertThrows(DatasetException.class, () -> manifest.load(folder, "all"))
                .getMessage();
        assertTrue(message.contains("a.csv, line 3: ") && message.contains("does not lie below"), message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "a.csv ! file,labels/1.wav,a/./1.wav,b ! line 3: the file '1.wav' comes twice, first in line 2.",
                "a.csv ! id,file,labels/x,1.wav,a/x,2.wav,b ! line 3: the id 'x' comes twice, first in line 2.",
                "a.csv ! file,labels/,a ! line 2: no file is named.",
                "a.csv ! file,labels/1.wav,a;;b ! line 2: one of the labels is empty.",
                "a.csv ! file,labels/1.wav,; ! line 2: one of the labels is empty.",
                "a.csv ! file,labels,unknown/1.wav,a,a ! line 2: 'a' is both present and unknown in the track 1.wav.",
                "a.csv ! file,labels,split/1.wav,a,all ! line 2: no split may be called 'all', which stands for all"
                        + " recordings.",
                "a.csv ! file,sad/1.wav,maybe ! line 2: the column 'sad' says 'maybe', expected 0 or 1.",
                "a.csv ! path,labels/1.wav,a ! has no column 'file'; it has: path, labels.",
                "a.csv ! file,split/1.wav,a ! has no column 'labels'; it has: file, split.",
                "a.csv ! file,a,a/1.wav,1,0 ! has a column without a name or two of one name: file, a, a.",
                "a.csv ! file,labels ! lists no recordings.",
                "a.jsonl ! {'file':'1.wav'} ! line 1: there is no 'labels'; an empty list would say that none holds.",
                "a.jsonl ! {'file':'1.wav','labels':[1]} ! line 1: 'labels' holds 1, expected text.",
                "a.jsonl ! {'labels':[]} ! line 1: no file is named.",
                "a.jsonl ! [] ! line 1: the line is no object in JSON",
                "a.jsonl ! {'file' ! line 1: the line is not JSON",
                "a.txt ! 1.wav ! is named neither .csv, .tsv, .jsonl nor .ndjson.",
            })
    void whatIsWrongIsSaidWithItsLine(String name, String rows, String expected) throws IOException {
        // a slash stands for a new line, unless it follows a full stop
        String text = rows.replaceAll("(?<!\\.)/", "\n").replace('\'', '"');
        Path file = write(name, text);
        String message = assertThrows(
                        DatasetException.class, () -> Manifest.of(file).load(folder, "all"))
                .getMessage();
        assertAll(
                () -> assertTrue(message.contains(expected), message),
                () -> assertTrue(message.contains(file.toString()), message));
    }

    private TaggedTrack track(String path, Set<String> present, Set<String> unknown) {
        return new TaggedTrack(path, Recording.of(folder.resolve(path)), present, unknown);
    }

    private TaggedSplit load(String name, String text) throws IOException {
        return Manifest.of(write(name, text)).load(folder, "all");
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
