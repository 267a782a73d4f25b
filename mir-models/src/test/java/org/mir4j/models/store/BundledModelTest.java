// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mir4j.audio.home.MirHome;
import org.mir4j.core.error.MirException;
import org.mir4j.core.error.ModelException;
import org.mir4j.models.card.MaskingTask;
import org.mir4j.models.card.ModelCard;

/** The models that come with the library: whole, small, and there without a network. */
class BundledModelTest {

    private static final String TAGGER = "mir-tagger-1";
    private static final String SEPARATOR = "mir-vocals-2";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({TAGGER + ", 6000000", SEPARATOR + ", 8000000", "mir-vocals-1, 8000000"})
    void itIsThereWithoutANetworkAndFitsItsCard(String name, long mostBytes) throws IOException {
        ModelStore store = new ModelStore(
                new MirHome(directory.resolve("home")),
                Optional.of(directory.resolve("nowhere").toString()));
        assertTrue(store.isBundled(name));
        assertFalse(store.isBundled("msd-fcn"));
        InstalledModel model = store.require(name);
        assertTrue(bundledBytes(model) <= mostBytes);
        store.verify(name);
        ArchitectureCheck.requireFit(model.card(), model.weights());
    }

    @ParameterizedTest
    @ValueSource(strings = {TAGGER, SEPARATOR})
    void anotherCardThanThatOfTheLibraryIsReplaced(String name) throws IOException {
        MirHome home = new MirHome(directory.resolve("home"));
        ModelStore store = new ModelStore(home, Optional.empty());
        ModelCard card = store.require(name).card();
        assertEquals(card, store.installed(name).orElseThrow().card());
        Path file = home.models().resolve(name).resolve("model.json");
        Files.writeString(file, Files.readString(file).replace(card.summary(), "what it was before"));
        assertTrue(store.installed(name).isEmpty());
        assertEquals(card, store.require(name).card());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "cache", "models"})
    void aHomeThatCannotBeWrittenToIsNotNeeded(String part) throws IOException {
        Path place = directory.resolve("home");
        Files.createDirectories(place.resolve(part).getParent());
        Files.createFile(place.resolve(part));
        ModelStore store = new ModelStore(new MirHome(place), Optional.empty());
        InstalledModel model = store.require(TAGGER);
        assertTrue(model.weightsFile().startsWith(MirHome.ofProcess().directory()));
        assertEquals(model, store.require(TAGGER));
        ModelException refused = assertThrows(ModelException.class, () -> store.pull(TAGGER));
        assertTrue(refused.getMessage().contains(place + "")
                && refused.getMessage().contains("MIR_HOME"));
    }

    @Test
    void withoutAHomeItIsThereAndNothingIsKept() {
        ModelStore store = new ModelStore(MirHome.ofProcess(), Optional.empty());
        assertEquals(TAGGER, store.require(TAGGER).card().name());
        String refused =
                assertThrows(MirException.class, () -> store.pull(TAGGER)).getMessage();
        assertTrue(refused.startsWith("The model mir-tagger-1 cannot be kept: "), refused);
        assertThrows(MirException.class, () -> store.require("msd-fcn"));
    }

    private static long bundledBytes(InstalledModel model) throws IOException {
        String resource = "/org/mir4j/models/weights/" + model.card().source().file();
        try (InputStream bytes = BundledModelTest.class.getResourceAsStream(resource)) {
            return bytes.readAllBytes().length;
        }
    }

    @Test
    void theTaggerHasOneVocabularyAndSaysWhatItHasLearnedFromAndWhereItFails() {
        ModelCard card = new ModelStore(new MirHome(directory.resolve("home")), Optional.empty()).card(TAGGER);
        int tags = card.tagging().labels().size();
        assertTrue(tags >= 60 && tags <= 100, tags + " tags");
        assertEquals(2, card.scores().size());
        assertTrue(card.notes().stream().anyMatch(note -> note.startsWith("Learned from")));
        assertTrue(card.notes().stream().anyMatch(note -> note.contains("least well")));
    }

    @Test
    void theSeparatorIsForStereoAndSaysWhatItHasLearnedFromAndHowFarItHears() {
        ModelCard card = new ModelStore(new MirHome(directory.resolve("home")), Optional.empty()).card(SEPARATOR);
        MaskingTask task = (MaskingTask) card.separation();
        assertEquals(List.of("vocals", "accompaniment"), task.outputs());
        assertEquals(2, task.channels());
        assertFalse(card.scores().isEmpty());
        assertTrue(card.notes().stream().anyMatch(note -> note.startsWith("Learned from")));
        assertTrue(card.notes().stream().anyMatch(note -> note.startsWith("It hears up to")));
    }
}
