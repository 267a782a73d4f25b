// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.mir4j.core.error.MirException;

/** A file that holds what a fuzzer makes: whoever reads it succeeds, or refuses it in a sentence that names it. */
record HostileFile(Path file) {

    /** Where the repository is, seen from where the tests of a module run. */
    private static final Path REPOSITORY = Path.of("..");

    /** A file of this process, which is deleted when it ends. */
    static HostileFile ending(String ending) {
        try {
            Path file = Files.createTempFile("mir-hostile-", ending);
            file.toFile().deleteOnExit();
            return new HostileFile(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Fills the file and has it read; whatever is thrown but a refusal is a finding. */
    void read(byte[] bytes, Consumer<Path> reader) {
        try {
            Files.write(file, bytes);
            reader.accept(file);
        } catch (MirException refusal) {
            String message = refusal.getMessage();
            boolean sentence =
                    message != null && message.contains(file.getFileName().toString()) && message.endsWith(".");
            assertTrue(sentence, message);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a fuzzer starts from: the files below a folder of the repository that have an ending and are small. */
    static Stream<byte[]> examples(String folder, String ending, int mostBytes) {
        try (Stream<Path> files = Files.list(REPOSITORY.resolve(folder))) {
            List<byte[]> found = files.filter(each -> each.toString().endsWith(ending))
                    .sorted()
                    .map(HostileFile::bytes)
                    .filter(bytes -> bytes.length <= mostBytes)
                    .toList();
            assertTrue(!found.isEmpty(), folder);
            return found.stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a file of the repository holds. */
    static byte[] example(String file) {
        return bytes(REPOSITORY.resolve(file));
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
