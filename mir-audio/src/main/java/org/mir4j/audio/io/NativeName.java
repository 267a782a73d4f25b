// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.io;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.bytedeco.javacpp.BytePointer;

/** The names of files as FFmpeg wants them. */
final class NativeName {

    private static final int HEXADECIMAL = 16;

    private NativeName() {}

    /**
     * The address of a file, to be closed; its scheme keeps a colon in the name from being taken for a protocol.
     *
     * @param end where the file is to end, or -1 for its own end
     */
    static BytePointer url(Path file, long end) {
        String part = end < 0 ? "" : "subfile,,start,0,end," + end + ",,:";
        byte[] scheme = (part + "file:").getBytes(StandardCharsets.US_ASCII);
        byte[] path = of(file);
        byte[] url = Arrays.copyOf(scheme, scheme.length + path.length + 1); // ends with a zero
        System.arraycopy(path, 0, url, scheme.length, path.length);
        return new BytePointer(url);
    }

    /**
     * The absolute name of a file in the bytes that the system has for it, which a text would lose where they are of
     * another character set than Java's: an address keeps them. Windows has texts, and FFmpeg takes them in UTF-8.
     */
    private static byte[] of(Path file) {
        if (File.separatorChar != '/') {
            return file.toAbsolutePath().toString().getBytes(StandardCharsets.UTF_8);
        }
        String address = file.toUri().getRawPath();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int at = 0;
        while (at < address.length()) {
            boolean escaped = address.charAt(at) == '%';
            bytes.write(escaped ? Integer.parseInt(address, at + 1, at + 3, HEXADECIMAL) : address.charAt(at));
            at += escaped ? 3 : 1;
        }
        return bytes.toByteArray();
    }
}
