// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.io;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.jna.Function;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How much native memory is in use, as glibc's {@code malloc_info} counts it. */
final class NativeMemory {

    /** Java's compilers come and go, and their memory is counted too: a round grows by chance, a leak is in each. */
    private static final int ROUNDS = 5;

    private NativeMemory() {}

    /** What may leave something behind. */
    interface Action {
        /** Does it once. */
        void run() throws IOException;
    }

    /**
     * Fails if an action leaves memory behind: if in each of five rounds it left more than so many bytes.
     *
     * @param report a file to be overwritten
     * @param times how often the action is done in a round
     * @param mostBytes more than chance, less than what so many actions would leave
     */
    static void assertReleased(Path report, int times, long mostBytes, Action action) throws IOException {
        long least = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS && least >= mostBytes; round++) {
            long before = inUse(report);
            for (int i = 0; i < times; i++) {
                action.run();
            }
            least = Math.min(least, inUse(report) - before);
        }
        assertTrue(least < mostBytes, least + " more bytes in use after " + times + " times");
    }

    /**
     * @param report a file to be overwritten
     * @return the bytes that have been allocated and not freed; skips the test where there is no glibc
     */
    private static long inUse(Path report) throws IOException {
        try {
            Pointer stream = function("fopen").invokePointer(new Object[] {report.toString(), "w"});
            function("malloc_info").invokeInt(new Object[] {0, stream});
            function("fclose").invokeInt(new Object[] {stream});
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

    private static Function function(String name) {
        return Function.getFunction("c", name);
    }

    private static long size(String what, String totals) {
        Matcher line = Pattern.compile("<" + what + "[^>]* size=\"(\\d+)\"").matcher(totals);
        assumeTrue(line.find(), "skipped: the C library does not tell the size of " + what);
        return Long.parseLong(line.group(1));
    }
}
