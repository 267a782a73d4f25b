// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.provider.MethodSource;
import org.mir4j.models.training.recipe.RecipeFile;

@Tag("fuzz")
class RecipeFuzzTest {

    private static final HostileFile FILE = HostileFile.ending(".yaml");

    static Stream<byte[]> seeds() {
        return HostileFile.examples("recipes", ".yaml", 3_000);
    }

    @MethodSource("seeds")
    @FuzzTest
    void aRecipeIsReadOrRefused(byte[] bytes) {
        FILE.read(bytes, RecipeFile::read);
    }
}
