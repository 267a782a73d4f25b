// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** What happens to files on their way. */
public final class BytesOf {

    private BytesOf() {}

    /** The beginning of a file, in a file beside it. */
    public static Path head(Path file, double part) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        return Files.write(beside(file, "head"), Arrays.copyOf(bytes, (int) (bytes.length * part)));
    }

    /** The file with some bytes changed. */
    static Path garbled(Path file, double from, int count) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        for (int i = 0; i < count; i++) {
            bytes[(int) (bytes.length * from) + i] ^= 0x5a;
        }
        return Files.write(beside(file, "garbled"), bytes);
    }

    /** One file after the other. */
    static Path joined(Path first, Path second) throws IOException {
        byte[] head = Files.readAllBytes(first);
        byte[] tail = Files.readAllBytes(second);
        byte[] both = Arrays.copyOf(head, head.length + tail.length);
        System.arraycopy(tail, 0, both, head.length, tail.length);
        return Files.write(beside(first, "joined"), both);
    }

    private static Path beside(Path file, String prefix) {
        return file.resolveSibling(prefix + "-" + file.getFileName());
    }
}
