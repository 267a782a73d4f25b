// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mir4j.core.dataset.DatasetFile;
import org.mir4j.core.dataset.Recording;
import org.mir4j.core.dataset.StemTrack;
import org.mir4j.core.error.DatasetException;

class MedleyDbTest {

    private static final Path ROOT = Path.of("src", "test", "resources", "miniatures", "medleydb");

    private final MedleyDb dataset = new MedleyDb();

    private List<String> ids(String split) {
        return dataset.load(ROOT, split).tracks().stream().map(StemTrack::id).toList();
    }

    private StemTrack track(String id) {
        return dataset.load(ROOT, "all").tracks().stream()
                .filter(track -> track.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> names(List<Recording> recordings) {
        return recordings.stream()
                .map(recording -> recording.file().getFileName().toString())
                .toList();
    }

    @Test
    void splitsGoByVoicesAndBleed() {
        assertEquals(List.of("OtherBand_Bleeding", "SomeBand_AnEvening", "SomeTrio_Instrumental"), ids("all"));
        assertEquals(List.of("OtherBand_Bleeding", "SomeBand_AnEvening"), ids("vocals"));
        assertEquals(List.of("SomeBand_AnEvening"), ids("vocals-clean"));
    }

    @Test
    void stemsOfVoicesAloneAreTheVocals() {
        StemTrack track = track("SomeBand_AnEvening");
        assertEquals(
                List.of("SomeBand_AnEvening_STEM_02.wav"), names(track.stems().get("vocals")));
        assertEquals(
                List.of("SomeBand_AnEvening_STEM_01.wav", "SomeBand_AnEvening_STEM_03.wav"),
                names(track.stems().get("accompaniment")));
        assertTrue(track.recordings().stream().map(Recording::file).allMatch(Files::exists));
    }

    @Test
    void aCrowdIsNoVoice() {
        assertEquals(
                List.of("OtherBand_Bleeding_STEM_01.wav", "OtherBand_Bleeding_STEM_03.wav"),
                names(track("OtherBand_Bleeding").stems().get("accompaniment")));
    }

    @Test
    void instrumentalsHaveSilentVocals() {
        assertEquals(List.of(), track("SomeTrio_Instrumental").stems().get("vocals"));
    }

    @Test
    void songsOfTheFirstVersionAreExpectedEvenIfTheirFoldersAreNotThere() {
        Set<Path> files = dataset.files(ROOT).stream().map(DatasetFile::path).collect(Collectors.toSet());
        assertTrue(files.contains(
                Path.of("Audio", "AClassicEducation_NightOwl", "AClassicEducation_NightOwl_METADATA.yaml")));
        assertTrue(files.contains(Path.of("Metadata", "OtherBand_Bleeding_METADATA.yaml")));
    }

    @Test
    void metadataThatIsMissingOrDamagedIsNamed(@TempDir Path root) throws IOException {
        Path folder = Files.createDirectories(root.resolve("Audio").resolve("Song"));
        Path metadata = folder.resolve("Song_METADATA.yaml");
        String none = message(root);
        assertTrue(none.contains("Song_METADATA.yaml") && none.contains(folder.toString()), none);
        Files.writeString(metadata, "stems: [");
        assertTrue(message(root).contains(metadata + " is no YAML"), message(root));
        Files.writeString(metadata, "mix_filename: Song_MIX.wav\nstem_dir: Song_STEMS\n");
        assertTrue(message(root).contains(metadata + " has no stems"), message(root));
    }

    private String message(Path root) {
        return assertThrows(DatasetException.class, () -> dataset.load(root, "all"))
                .getMessage();
    }
}
