// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mir4j.core.error.ModelException;

class YamlFileTest {

    @TempDir
    private Path directory;

    public record Sizes(int dim, List<Integer> heads) {}

    private YamlFile file(String text) throws IOException {
        return YamlFile.read(Files.writeString(directory.resolve("a.yaml"), text));
    }

    private static String refusal(org.junit.jupiter.api.function.Executable reading) {
        return assertThrows(ModelException.class, reading).getMessage();
    }

    @Test
    void fillsARecord() throws IOException {
        assertEquals(
                new Sizes(4, List.of(1, 2)), file("dim: 4\nheads: [1, 2]\n").as(Sizes.class));
    }

    @Test
    void tagsOfPythonArePassedOver() throws IOException {
        assertEquals(
                new Sizes(4, List.of(1, 2)),
                file("dim: 4\nheads: !!python/tuple\n- 1\n- 2\n").as(Sizes.class));
        assertEquals(
                "{\"a\":[\"touch x\"]}",
                file("a: !!python/object/apply:os.system ['touch x']\n").tree().toString());
    }

    @Test
    void faultsAreSaidWithFileAndLine() throws IOException {
        Path file = directory.resolve("a.yaml");
        assertTrue(refusal(() -> file("dim: 4\nheads: x\n").as(Sizes.class))
                .startsWith(file + " cannot be used, line 2: "));
        assertTrue(refusal(() -> file("dim: 4\nheads: [\n")).contains(file + " cannot be used, line "));
        assertTrue(refusal(() -> file("a: &b 4\n")).contains("anchors are not supported"));
        assertTrue(refusal(() -> file("[".repeat(100))).contains("more than 50 levels"));
        assertTrue(file("a: 1\nb: 2\n").fault("b", "2 is too much").getMessage().endsWith("line 2: 2 is too much."));
    }

    @Test
    void whatIsNoTextIsRefused() throws IOException {
        Path file = directory.resolve("b.yaml");
        assertTrue(refusal(() -> YamlFile.read(file)).contains(file + " cannot be read as YAML"));
        Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 0, 0});
        assertTrue(refusal(() -> YamlFile.read(file)).contains(file.toString()));
        Files.write(file, new byte[(1 << 20) + 1]);
        assertTrue(refusal(() -> YamlFile.read(file)).contains("1048577 bytes"));
    }
}
