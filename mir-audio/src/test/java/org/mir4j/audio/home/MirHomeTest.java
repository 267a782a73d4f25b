// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.home;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mir4j.core.error.MirException;

class MirHomeTest {

    @TempDir
    Path directory;

    private static Path directory(String named, String userHome) {
        return MirHome.of(named, userHome).orElseThrow().directory();
    }

    @Test
    void isNamedOrInTheUsersHome() {
        assertEquals(Path.of("kept"), directory("kept", "/home/me"));
        assertEquals(Path.of("kept"), directory("kept", "?"));
        assertEquals(Path.of("/home/me", ".mir"), directory(null, "/home/me"));
        assertEquals(Path.of("/home/me", ".mir"), directory(" ", "/home/me"));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"?", "", " "})
    void aUserWithoutAHomeHasNone(String userHome) {
        assertEquals(Optional.empty(), MirHome.of(null, userHome));
    }

    @Test
    void whatIsNoPathIsNamed() {
        String refusal = assertThrows(MirException.class, () -> MirHome.of("a\0b", "/home/me"))
                .getMessage();
        assertTrue(refusal.contains("a\0b") && refusal.contains("MIR_HOME"), refusal);
    }

    @Test
    void aHomeThatCanBeWrittenToIsUsedItself() {
        MirHome home = new MirHome(directory.resolve("new/home"));
        assertTrue(home.isWritable());
        assertEquals(home.cache(), home.writableCache());
        home.requireLasting("A model");
    }

    @Test
    void whereAFileIsInThePlaceOfAHomeTheCacheIsThatOfTheProcess() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        for (Path place : new Path[] {file, file.resolve("below")}) {
            MirHome home = new MirHome(place);
            assertFalse(home.isWritable());
            assertEquals(MirHome.ofProcess().cache(), home.writableCache());
        }
    }

    @Test
    void aHomeOfThisProcessKeepsNothing() {
        MirHome home = MirHome.ofProcess();
        assertTrue(home.isWritable());
        String refusal = assertThrows(MirException.class, () -> home.requireLasting("A model"))
                .getMessage();
        assertTrue(refusal.startsWith("A model cannot be kept: ") && refusal.contains("MIR_HOME"), refusal);
    }
}
