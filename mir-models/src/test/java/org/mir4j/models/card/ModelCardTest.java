// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.card;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mir4j.models.store.ModelStore;

/** What names and licences of models are. */
class ModelCardTest {

    private static final ModelStore STORE = new ModelStore(Path.of("absent"), Optional.empty());

    @ParameterizedTest
    @ValueSource(strings = {"a", "msd-fcn", "9", "my.model-2"})
    void namesOfModels(String name) {
        assertTrue(ModelCard.isName(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", ".hidden", "-x", "A", "a/b", "a\\b", "../a", "a b", "a\n", "\u00e9", "C:"})
    void whatIsNoNameOfAModel(String name) {
        assertFalse(ModelCard.isName(name));
        assertFalse(ModelCard.isName("a".repeat(65)));
        assertFalse(ModelCard.isName(null));
    }

    @Test
    void aLicenceSaysInItsNameThatItIsNonCommercial() {
        for (String name : List.of("CC BY-NC-SA 4.0", "cc-by-nc-4.0", "Non-commercial", "for noncommercial use")) {
            assertTrue(new ModelCard.Licence(name, "").isNonCommercial(), name);
        }
        for (String name : List.of("MIT", "GPL-3.0-or-later", "CC BY 4.0", "NCSA", "not stated", "Vincent's")) {
            assertFalse(new ModelCard.Licence(name, "").isNonCommercial(), name);
        }
        assertTrue(STORE.card("umxl").licence().isNonCommercial());
        assertFalse(STORE.card("mir-tagger-1").licence().isNonCommercial());
    }
}
