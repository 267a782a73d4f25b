// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mir4j.core.error.ModelException;
import org.mir4j.models.checkpoint.Checkpoint;
import org.mir4j.models.waveform.HtDemucsSettings;
import org.mir4j.models.waveform.HtDemucsSettings.Transformer;
import org.mir4j.models.waveform.HybridDemucsSettings;
import org.mir4j.models.waveform.HybridUNetSettings;
import org.mir4j.models.waveform.HybridUNetSettings.Residual;

/** What checkpoints of Demucs say of their networks. */
class DemucsCheckpointTest {

    @TempDir
    Path directory;

    private DemucsCheckpoint read(String name) {
        return DemucsCheckpoint.of(Checkpoint.open(DemucsFiles.copy(name, directory)));
    }

    private static HybridUNetSettings levels(int fftSize, Residual.Where where) {
        return new HybridUNetSettings(4, 2, 0, 2, fftSize, 8, 4, 1, 0, 4, 4, 0.2, 10, new Residual(where, 2, 2));
    }

    @Test
    void aTransformerSaysItsSizes() {
        DemucsCheckpoint checkpoint = read(DemucsFiles.TRANSFORMER);
        assertEquals(
                new HtDemucsSettings(
                        levels(256, Residual.Where.ENCODER), 0, new Transformer(1, 2, 4, false, 10_000, 1.0), 62_400),
                checkpoint.settings());
        assertEquals(List.of("low", "high"), checkpoint.stems());
        assertEquals(8000, checkpoint.sampleRate());
        assertEquals(2, checkpoint.channels());
        assertEquals(62_400, checkpoint.samples(), "39/5 seconds");
        assertTrue(checkpoint.tensors().containsKey("encoder.0.conv.weight"));
    }

    @Test
    void aHybridSaysItsSizes() {
        HybridUNetSettings levels = levels(64, Residual.Where.ENCODER);
        assertEquals(
                new HybridDemucsSettings(levels, 2, 4, 4, false, false, List.of(), 2),
                read(DemucsFiles.HYBRID).settings());
        assertEquals(
                new HybridDemucsSettings(levels, 2, 4, 4, true, false, List.of(), 2),
                read(DemucsFiles.MAGNITUDES).settings());
        assertEquals(40_000, read(DemucsFiles.MAGNITUDES).samples());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            built-class          | 'klass' is an object of demucs.htdemucs.HTDemucs, and nothing is built here
            class-as-text        | what it has under 'klass' is not the name of a class
            built-segment        | 'kwargs.segment' is an object of __builtin__.bytearray, and nothing is built here
            other-class          | its network is a torch.nn.modules.linear.Linear, and those of Demucs
            unknown-argument     | there is no argument t_rope
            unsupported-argument | its argument t_sparse_self_attn is True, and supported is False
            endless-segment      | its argument segment is 1000000000, expected some seconds
            no-stems             | its argument sources is None, expected a list of texts
            quantised            | its weights are quantised by DiffQ
            """)
    void whatIsNoCheckpointOfTheAuthorsIsRefusedByASentence(String name, String reason) {
        String message =
                assertThrows(ModelException.class, () -> read(name + ".th")).getMessage();
        assertTrue(message.startsWith(directory.resolve(name + ".th").toString()), message);
        assertTrue(message.contains(reason), message);
        assertTrue(message.endsWith("."), message);
    }

    @Test
    void aPickleThatWantsToRunCodeInThePlaceOfItsClassIsRefusedAndRunsNone() {
        String message =
                assertThrows(ModelException.class, () -> read("runs-code.th")).getMessage();
        assertTrue(message.contains("posix.system") && message.contains("nothing of it was run"), message);
        assertFalse(Files.exists(Path.of("pickle-was-run")));
    }

    @Test
    void onlyANameWithOtherDigitsThanTheChecksumIsRefused() {
        Path file = DemucsFiles.copy(DemucsFiles.HYBRID, directory, "3c3c3c3c-00000000.th");
        String message = assertThrows(
                        ModelException.class, () -> DemucsCheckpoint.requireChecksumInName(ForeignFile.open(file)))
                .getMessage();
        assertTrue(message.startsWith(file + " is damaged, or not what its name says"), message);
        assertTrue(message.endsWith("expected one that begins with 00000000."), message);
        for (String name : List.of(DemucsFiles.HYBRID, "a.th", "a-zzzzzzzz.th", "a-00000000.pth")) {
            DemucsCheckpoint.requireChecksumInName(
                    ForeignFile.open(DemucsFiles.copy(DemucsFiles.HYBRID, directory, name)));
        }
    }

    @Test
    @EnabledIfEnvironmentVariable(named = "MIR_MODELS_MIRROR", matches = "/.*")
    void thePublishedWeightsSayTheirSizes() {
        Path file = Path.of(System.getenv("MIR_MODELS_MIRROR"), "htdemucs.th");
        assumeTrue(Files.exists(file));
        DemucsCheckpoint checkpoint = DemucsCheckpoint.of(Checkpoint.open(file));
        assertEquals(343_980, checkpoint.samples());
        assertEquals(List.of("drums", "bass", "other", "vocals"), checkpoint.stems());
        HtDemucsSettings settings = assertInstanceOf(HtDemucsSettings.class, checkpoint.settings());
        assertEquals(512, settings.bottomChannels());
        assertEquals(Residual.Where.BOTH, settings.levels().residual().where());
    }
}
