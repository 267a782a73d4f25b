// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.terminal;

/**
 * What stands at the ends of standard output and standard error.
 *
 * @param outputShown whether standard output is a terminal
 * @param errorShown whether standard error is a terminal
 * @param columns how wide the terminal is
 * @param coloured whether colours may be used on it
 */
public record Terminal(boolean outputShown, boolean errorShown, int columns, boolean coloured) {

    private static final int USUAL_COLUMNS = 80;
    private static final int FEWEST_COLUMNS = 40;

    /**
     * No terminal: a file or a pipe.
     *
     * @return the absence of a terminal
     */
    public static Terminal none() {
        return new Terminal(false, false, USUAL_COLUMNS, false);
    }

    /**
     * How long a line of results may be: as wide as the terminal, and without limit where there is none.
     *
     * @return the number of columns
     */
    public int lineLength() {
        return outputShown ? columns : Integer.MAX_VALUE;
    }

    /**
     * The terminal of this process, as the launcher has found it.
     *
     * @return the terminal
     */
    public static Terminal current() {
        // without the launcher, Java itself only knows whether input and output both are one
        String unknown = Boolean.toString(System.console() != null);
        boolean output = Boolean.parseBoolean(System.getProperty("mir.terminal.output", unknown));
        boolean error = Boolean.parseBoolean(System.getProperty("mir.terminal.error", unknown));
        int columns = Math.max(FEWEST_COLUMNS, Integer.getInteger("mir.terminal.columns", USUAL_COLUMNS));
        String kind = System.getenv().getOrDefault("TERM", "dumb");
        boolean coloured = output && System.getenv("NO_COLOR") == null && !kind.equals("dumb");
        return new Terminal(output, error, columns, coloured);
    }

    /**
     * A text that cannot steer a terminal, whatever stands in a file's name or a library's message.
     *
     * @param text with control characters, maybe
     * @return the text with a question mark for each of them but ends of lines
     */
    public static String printable(String text) {
        return text.replaceAll("(?!\\r\\n)[\\p{Cc}&&[^\\n]]", "?");
    }
}
