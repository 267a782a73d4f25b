// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.datasets;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.mir4j.core.error.DatasetException;
import org.mir4j.core.error.Remedy;

/** A file of text in UTF-8, with or without a byte order mark. */
final class TextFile {

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private TextFile() {}

    /**
     * A line of a file.
     *
     * @param place where it is
     * @param text what it says, without blanks at its ends
     */
    public record Line(Place place, String text) {}

    /**
     * Reads all lines that say something.
     *
     * @param file the file
     * @return the lines that are not blank
     * @throws DatasetException if the file is not there or is no text
     */
    public static List<Line> lines(Path file) {
        try (BufferedReader reader = open(file)) {
            List<Line> lines = new ArrayList<>();
            long number = 0;
            for (String text = reader.readLine(); text != null; text = reader.readLine()) {
                number++;
                String said = withoutMark(text, number).strip();
                if (!said.isEmpty()) {
                    lines.add(new Line(new Place(file, number), said));
                }
            }
            return lines;
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    static String withoutMark(String text, long line) {
        return line == 1 && text.startsWith(BYTE_ORDER_MARK) ? text.substring(BYTE_ORDER_MARK.length()) : text;
    }

    static BufferedReader open(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new DatasetException("There is no file " + file + ", which the dataset needs.")
                    .with(Remedy.DATASET_LAYOUT);
        }
        return Files.newBufferedReader(file, StandardCharsets.UTF_8);
    }

    static DatasetException unreadable(Path file, IOException cause) {
        if (cause instanceof MalformedInputException) {
            return new DatasetException(
                    "The file " + file + " is not text in UTF-8; save it in that encoding, or get it anew.", cause);
        }
        return new DatasetException("The file " + file + " cannot be read: " + cause.getMessage() + ".", cause);
    }

    /**
     * Where something is written.
     *
     * @param file the file
     * @param line the line in it, from 1
     */
    public record Place(Path file, long line) {

        /**
         * Says that something here is wrong.
         *
         * @param what is wrong, a clause without a full stop
         * @return an exception to be thrown
         */
        public DatasetException error(String what) {
            return new DatasetException(this + ": " + what + ".");
        }

        /**
         * Makes a value from what is written here.
         *
         * @param making may refuse it with an {@link IllegalArgumentException}
         * @param <T> the value's type
         * @return the value
         * @throws DatasetException with this place and the reason, if it is refused
         */
        public <T> T making(Supplier<T> making) {
            try {
                return making.get();
            } catch (IllegalArgumentException e) {
                throw new DatasetException(this + ": " + e.getMessage() + ".", e);
            }
        }

        @Override
        public String toString() {
            return file + ", line " + line;
        }
    }
}
