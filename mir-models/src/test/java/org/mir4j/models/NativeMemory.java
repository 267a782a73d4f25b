// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.jna.Function;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How much memory outside of Java's heap is in use, as glibc's {@code malloc_info} counts it. */
final class NativeMemory {

    private NativeMemory() {}

    /**
     * The bytes that have been allocated and not freed; skips the test where there is no glibc.
     *
     * @param report a file to be overwritten
     */
    static long inUse(Path report) throws IOException {
        JavaMemory.reuse();
        try {
            Pointer stream = Function.getFunction("c", "fopen").invokePointer(new Object[] {report.toString(), "w"});
            Function.getFunction("c", "malloc_info").invokeInt(new Object[] {0, stream});
            Function.getFunction("c", "fclose").invokeInt(new Object[] {stream});
        } catch (UnsatisfiedLinkError e) {
            assumeTrue(false, "skipped: the C library does not tell how much memory is in use");
        }
        String told = Files.readString(report);
        String totals = told.substring(told.lastIndexOf("</heap>"));
        return size("system type=\"current\"", totals)
                + size("total type=\"mmap\"", totals)
                - size("total type=\"fast\"", totals)
                - size("total type=\"rest\"", totals);
    }

    private static long size(String what, String totals) {
        Matcher line = Pattern.compile("<" + what + "[^>]* size=\"(\\d+)\"").matcher(totals);
        assumeTrue(line.find(), "skipped: the C library does not tell the size of " + what);
        return Long.parseLong(line.group(1));
    }
}
