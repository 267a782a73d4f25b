package org.mir4j.models.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mir4j.models.card.ModelCard;

/** The model that comes with the library: whole, small, and there without a network. */
class BundledModelTest {

    private static final String NAME = "mir-tagger-1";
    private static final long MOST_BYTES = 6_000_000;

    @TempDir
    private Path directory;

    @Test
    void itIsThereWithoutANetworkAndFitsItsCard() throws IOException {
        ModelStore store = new ModelStore(
                new MirHome(directory.resolve("home")),
                Optional.of(directory.resolve("nowhere").toString()));
        assertTrue(store.isBundled(NAME));
        assertFalse(store.isBundled("msd-fcn"));
        InstalledModel model = store.require(NAME);
        assertTrue(Files.size(model.weightsFile()) <= MOST_BYTES);
        store.verify(NAME);
        ArchitectureCheck.requireFit(model.card(), model.weights());
    }

    @Test
    void itHasOneVocabularyAndSaysWhatItHasLearnedFromAndWhereItFails() {
        ModelCard card = new ModelStore(new MirHome(directory.resolve("home")), Optional.empty()).card(NAME);
        int tags = card.tagging().labels().size();
        assertTrue(tags >= 60 && tags <= 100, tags + " tags");
        assertEquals(2, card.scores().size());
        assertTrue(card.notes().stream().anyMatch(note -> note.startsWith("Learned from")));
        assertTrue(card.notes().stream().anyMatch(note -> note.contains("least well")));
    }
}
