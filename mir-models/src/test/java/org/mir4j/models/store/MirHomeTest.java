package org.mir4j.models.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mir4j.core.error.MirException;

class MirHomeTest {

    @Test
    void isNamedOrInTheUsersHome() {
        assertEquals(Path.of("kept"), MirHome.of("kept", "/home/me").directory());
        assertEquals(Path.of("kept"), MirHome.of("kept", "?").directory());
        assertEquals(Path.of("/home/me", ".mir"), MirHome.of(null, "/home/me").directory());
        assertEquals(Path.of("/home/me", ".mir"), MirHome.of(" ", "/home/me").directory());
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"?", "", " "})
    void aUserWithoutAHomeIsToldToNameOne(String userHome) {
        assertTrue(refusal(null, userHome).contains("MIR_HOME"));
    }

    @Test
    void whatIsNoPathIsNamed() {
        assertTrue(refusal("a\0b", "/home/me").contains("a\0b"));
    }

    private static String refusal(String named, String userHome) {
        return assertThrows(MirException.class, () -> MirHome.of(named, userHome))
                .getMessage();
    }
}
