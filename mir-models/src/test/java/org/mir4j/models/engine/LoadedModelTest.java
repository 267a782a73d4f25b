// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.mir4j.core.error.MirException;
import org.mir4j.core.error.ModelException;

/** A network that is shared, closed in the middle of its use, and that fails. */
class LoadedModelTest {

    private static LoadedModel<String> load() {
        return LoadedModel.load("tagger", "tiny", Device.cpu(), manager -> "network");
    }

    @Test
    void nativeMemoryIsReleasedWithTheLastUseAndNotBefore() {
        LoadedModel<String> model = load();
        String used = model.use(
                "song.mp3",
                "tagged",
                outer -> model.use("song.mp3", "tagged", inner -> {
                    model.close();
                    assertTrue(model.manager().isOpen());
                    String message = assertThrows(
                                    IllegalStateException.class,
                                    () -> model.use("other.mp3", "tagged", network -> network))
                            .getMessage();
                    assertEquals("the tagger with the model tiny has been closed", message);
                    return inner;
                }));
        assertEquals("network", used);
        assertFalse(model.manager().isOpen());
    }

    @Test
    void aUseThatFailsIsOverToo() {
        LoadedModel<String> model = load();
        Function<String, String> failing = network -> {
            throw new EngineException("no room");
        };
        String message = assertThrows(MirException.class, () -> model.use("song.mp3", "tagged", failing))
                .getMessage();
        assertEquals("song.mp3 cannot be tagged, because PyTorch failed with the model tiny: no room", message);
        model.close();
        assertFalse(model.manager().isOpen());
    }

    @Test
    void whatCannotBeLoadedLeavesNothing() {
        List<NDManager> managers = new ArrayList<>();
        assertThrows(
                ModelException.class,
                () -> LoadedModel.load("tagger", "tiny", Device.cpu(), manager -> {
                    managers.add(manager);
                    throw new ModelException("It is damaged.");
                }));
        assertFalse(managers.get(0).isOpen());
    }

    @Test
    void whatAModelIsTheReasonOfNamesIt() {
        Supplier<String> misfit = () -> {
            throw new IllegalArgumentException("a bias is missing");
        };
        assertEquals(
                "The model tiny cannot be loaded: a bias is missing.",
                assertThrows(ModelException.class, () -> LoadedModel.guarded("tiny", "loaded", misfit))
                        .getMessage());
        Supplier<String> failing = () -> {
            throw new EngineException("no room");
        };
        assertEquals(
                "The model tiny cannot be explained, because PyTorch failed: no room",
                assertThrows(ModelException.class, () -> LoadedModel.guarded("tiny", "explained", failing))
                        .getMessage());
    }
}
