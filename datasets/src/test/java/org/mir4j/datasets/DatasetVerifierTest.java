// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mir4j.core.dataset.Checksum;
import org.mir4j.core.dataset.Recording;
import org.mir4j.core.error.AudioException;
import org.mir4j.core.error.DatasetException;
import org.mir4j.datasets.DatasetVerifier.Listener;
import org.mir4j.datasets.Verification.BrokenFile;
import org.mir4j.datasets.Verification.Check;
import org.mir4j.datasets.Verification.Damage;
import org.mir4j.datasets.Verification.MissingSplit;

class DatasetVerifierTest {

    /** What "sound" adds up to. */
    private static final Checksum SOUND =
            Checksum.sha256("dd29442deca69f52c50006b831cb216edf78a7da33748f0a80ff19f2ebe57ecd");

    @TempDir
    Path root;

    private final Set<Recording> decoded = ConcurrentHashMap.newKeySet();

    private final FewSongs dataset = new FewSongs();

    private void file(String name, String content) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private Verification verify(Optional<String> split) {
        DatasetVerifier verifier = new DatasetVerifier(this::decode, 3);
        return verifier.verify(dataset, root, split, Listener.none());
    }

    private void decode(Recording recording) {
        decoded.add(recording);
        try {
            if (!Files.readString(recording.file()).equals("sound")) {
                throw new AudioException("The file " + recording.file() + " is no audio.");
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void complete() throws IOException {
        file("train/a.wav", "sound");
        file("train/b.wav", "sound");
        file("test/c.wav", "sound");
        file("list.txt", "a b c");
    }

    private void withChecksums() {
        dataset.checksums = Map.of("train/a.wav", SOUND, "train/b.wav", SOUND);
    }

    @Test
    void filesAreCheckedByChecksumElseByDecodingAndMetadataByReading() throws IOException {
        complete();
        withChecksums();
        Verification verification = verify(Optional.empty());
        assertTrue(verification.complete());
        assertEquals(Map.of(Check.CHECKSUM, 2, Check.DECODING, 1, Check.READING, 1), verification.whole());
        Recording both = Recording.of(root.resolve("test/c.wav"));
        assertEquals(Set.of(both, both.stream(1)), decoded);
    }

    @Test
    void missingFilesAreNamedAndDoNotStopTheOthers() throws IOException {
        complete();
        Files.delete(root.resolve("train/a.wav"));
        Files.delete(root.resolve("list.txt"));
        Verification verification = verify(Optional.empty());
        assertEquals(List.of(Path.of("train/a.wav"), Path.of("list.txt")), verification.missing());
        assertEquals(2, verification.wholeFiles());
        assertEquals(List.of(), verification.missingSplits());
        assertFalse(verification.complete());
    }

    @Test
    void brokenFilesAreToldApart() throws IOException {
        complete();
        withChecksums();
        file("train/a.wav", "");
        file("train/b.wav", "soun");
        file("test/c.wav", "noise");
        Verification verification = verify(Optional.empty());
        assertEquals(3, verification.broken().size());
        assertEquals(
                new BrokenFile(Path.of("train/a.wav"), new Damage.Empty()),
                verification.broken().get(0));
        Damage.Altered altered = (Damage.Altered) verification.broken().get(1).damage();
        assertEquals(SOUND, altered.expected());
        assertEquals(
                Checksum.sha256("093379080c968e2cbd21486128c411fee8aa612671273e1651c8cc6fb36978a4"), altered.found());
        Damage.Undecodable undecodable =
                (Damage.Undecodable) verification.broken().get(2).damage();
        assertTrue(undecodable.reason().contains("is no audio"), undecodable.reason());
    }

    @Test
    void whatTheDecoderDidNotForeseeIsABrokenFileToo() throws IOException {
        complete();
        DatasetVerifier verifier = new DatasetVerifier(
                recording -> {
                    throw new IllegalStateException("what is this");
                },
                1);
        Verification verification = verifier.verify(dataset, root, Optional.of("test"), Listener.none());
        assertTrue(verification.broken().get(0).damage().words().contains("what is this"));
    }

    @Test
    void splitsThatAreMissingWhollyAreNamed() throws IOException {
        file("test/c.wav", "sound");
        Verification verification = verify(Optional.empty());
        assertEquals(List.of(new MissingSplit("train", "none of its 2 files is there")), verification.missingSplits());
        assertFalse(verification.nothingThere());
    }

    @Test
    void aSplitIsCheckedByItself() throws IOException {
        file("test/c.wav", "sound");
        Verification verification = verify(Optional.of("test"));
        assertTrue(verification.complete());
        assertEquals(1, verification.files());
        assertTrue(verify(Optional.of("train")).nothingThere());
    }

    @Test
    void splitsWhoseListIsDamagedAreReportedWithTheReason() throws IOException {
        complete();
        dataset.damagedSplit = "train";
        Verification verification = verify(Optional.empty());
        assertEquals(List.of(new MissingSplit("train", "The list of train is damaged.")), verification.missingSplits());
        assertFalse(verification.complete());
    }

    @Test
    void anEmptyRootHasNothing() {
        Verification verification = verify(Optional.empty());
        assertTrue(verification.nothingThere());
        assertFalse(verification.complete());
        assertEquals(4, verification.missing().size());
    }

    @Test
    void rootsAndSplitsThatAreNotThereAreRefused() {
        DatasetVerifier verifier = new DatasetVerifier(this::decode, 1);
        Path nowhere = root.resolve("nowhere");
        String message = assertThrows(
                        DatasetException.class,
                        () -> verifier.verify(dataset, nowhere, Optional.empty(), Listener.none()))
                .getMessage();
        assertTrue(message.contains(nowhere.toString()), message);
        assertThrows(DatasetException.class, () -> verifier.verify(dataset, root, Optional.of("dev"), Listener.none()));
    }

    @Test
    void accentsInEitherFormAreTheSameFile() throws IOException {
        dataset.names = List.of("train/D\u00e9j\u00e0.wav");
        file("train/De\u0301ja\u0300.wav", "sound");
        Verification verification = verify(Optional.of("train"));
        assertTrue(verification.complete());
        assertEquals(1, verification.whole().get(Check.DECODING));
        assertEquals(List.of(), verification.missingSplits());
    }

    @Test
    void progressCountsEveryFileOnce() throws IOException {
        dataset.names =
                IntStream.range(0, 200).mapToObj(k -> "train/" + k + ".wav").toList();
        file("train/0.wav", "sound");
        StringBuilder heard = new StringBuilder();
        DatasetVerifier verifier = new DatasetVerifier(this::decode, 4);
        verifier.verify(dataset, root, Optional.of("train"), (done, total) -> heard.append(done)
                .append('/')
                .append(total)
                .append(' '));
        StringBuilder expected = new StringBuilder();
        IntStream.rangeClosed(1, 200).forEach(k -> expected.append(k).append("/200 "));
        assertEquals(expected.toString(), heard.toString());
    }
}
