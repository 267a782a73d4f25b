// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.terminal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;

/**
 * Where a command writes. What goes through it is UTF-8, whatever the locale of the shell is.
 *
 * @param out for results
 * @param err for all else
 * @param terminal what shows them
 * @param readerGone whether results cannot be written any more because the reader of the pipe has gone, which is no error
 */
public record Console(PrintStream out, PrintStream err, Terminal terminal, BooleanSupplier readerGone) {

    /**
     * A console whose results always have a reader.
     *
     * @param out for results
     * @param err for all else
     * @param terminal what shows them
     */
    public Console(PrintStream out, PrintStream err, Terminal terminal) {
        this(out, err, terminal, () -> false);
    }

    /**
     * Standard output and standard error of this process.
     *
     * @return the console
     */
    public static Console ofProcess() {
        StandardOutput out = new StandardOutput();
        return new Console(
                new PrintStream(out, false, StandardCharsets.UTF_8),
                new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
                Terminal.current(),
                out::readerGone);
    }

    /**
     * Standard output for text. What goes through it and what goes to {@link #out} stay in order.
     *
     * @return a writer that flushes after every line
     */
    public PrintWriter outWriter() {
        return new PrintWriter(new Passage(out), true);
    }

    /**
     * Standard error for text.
     *
     * @return a writer that flushes after every line
     */
    public PrintWriter errWriter() {
        return new PrintWriter(new Passage(err), true);
    }

    /** A writer without a buffer of its own, so that nothing waits in one stream while another goes ahead. */
    private static final class Passage extends Writer {

        private final PrintStream stream;

        Passage(PrintStream stream) {
            this.stream = stream;
        }

        @Override
        public void write(char[] text, int from, int length) {
            stream.print(new String(text, from, length));
        }

        @Override
        public void flush() {
            stream.flush();
        }

        @Override
        public void close() {
            flush();
        }
    }
}
