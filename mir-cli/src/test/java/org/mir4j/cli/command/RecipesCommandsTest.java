// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mir4j.cli.Outcome;

/** {@code mir recipes}, and recipes by their names. */
class RecipesCommandsTest {

    @Test
    void listSaysWhatEachIsFor() {
        String out = Outcome.of("recipes", "list").ended(ExitCode.DONE).out();
        assertTrue(out.contains("\ntransfer "), out);
        assertTrue(out.contains("a published encoder is kept as it is"), out);
    }

    @Test
    void showWritesARecipeAsItStands() throws IOException {
        String out =
                Outcome.of("recipes", "show", "transfer").ended(ExitCode.DONE).out();
        assertEquals(Files.readString(Path.of("..", "recipes", "transfer.yaml")), out);
    }

    @Test
    void aRecipeThatIsNotThereIsAnsweredWithThoseThatAre() {
        String shown = Outcome.of("recipes", "show", "transfers")
                .ended(ExitCode.NOTHING_DONE)
                .err();
        assertTrue(shown.contains("transfer, transformer"), shown);
        String trained = Outcome.of("train", "transfers", "--root", "x", "-o", "y")
                .ended(ExitCode.NOTHING_DONE)
                .err();
        assertTrue(trained.contains("transfer, transformer"), trained);
    }

    @Test
    void aRecipeIsFoundByItsNameFromAnyDirectory(@TempDir Path directory) {
        Outcome outcome = Outcome.of(
                "train",
                "ast",
                "--root",
                directory.toString(),
                "-o",
                directory.resolve("run").toString());
        assertTrue(outcome.err().contains(directory.toString()), outcome.err()); // it is the data that is missing
    }
}
