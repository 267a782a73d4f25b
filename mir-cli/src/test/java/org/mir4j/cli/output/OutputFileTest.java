package org.mir4j.cli.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mir4j.core.error.MirException;

class OutputFileTest {

    @TempDir
    Path directory;

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    @Test
    void theFileAppearsWholeOnCommit() throws IOException {
        Path target = directory.resolve("result.txt");
        try (OutputFile output = OutputFile.create(target, false)) {
            Files.writeString(output.draft(), "all of it");
            assertTrue(Files.notExists(target));
            output.commit();
        }
        assertEquals("all of it", Files.readString(target));
        assertEquals(List.of("result.txt"), names());
    }

    @Test
    void nothingIsLeftWithoutCommit() throws IOException {
        Path target = Files.writeString(directory.resolve("result.txt"), "as it was");
        try (OutputFile output = OutputFile.create(target, true)) {
            Files.writeString(output.draft(), "half of");
        }
        assertEquals("as it was", Files.readString(target));
        assertEquals(List.of("result.txt"), names());
    }

    @Test
    void placesThatCannotBeWrittenToAreRefusedAtOnce() throws IOException {
        Path there = Files.createFile(directory.resolve("there.txt"));
        for (Path target : List.of(there, directory, directory.resolve("no/where.txt"))) {
            MirException refused = assertThrows(MirException.class, () -> OutputFile.create(target, false));
            assertTrue(refused.getMessage().startsWith(target.toString()), refused.getMessage());
        }
        assertEquals(List.of("there.txt"), names());
    }
}
