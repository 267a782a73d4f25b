// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.command;

import java.io.PrintWriter;
import java.util.stream.Collectors;
import org.mir4j.cli.input.InputNames;
import org.mir4j.cli.terminal.Terminal;
import org.mir4j.core.error.ExistingFileException;
import org.mir4j.core.error.MirException;
import org.mir4j.core.error.Remedy;

/** How errors are shown: as a sentence, and with their origin only on request. */
final class Failures {

    private Failures() {}

    /** Results that could not be written to standard output. */
    static OutputLost outputLost() {
        return new OutputLost();
    }

    /** Results that could not be written; no error where whoever reads them has gone. */
    static final class OutputLost extends MirException {

        private static final long serialVersionUID = 1;

        OutputLost() {
            super("What was found cannot be written: the output was closed or its disk is full.");
        }
    }

    static void report(PrintWriter err, Throwable error, boolean verbose) {
        report(err, error, verbose, new InputNames());
    }

    /** The same where inputs may have been copied: they are called as they were typed. */
    static void report(PrintWriter err, Throwable error, boolean verbose, InputNames names) {
        err.println("mir: " + Terminal.printable(names.in(sentence(error, verbose))));
        if (verbose) {
            for (Throwable cause = error; cause != null; cause = cause.getCause()) {
                err.println(cause == error ? "Where it arose:" : "Caused by " + Terminal.printable(cause.toString()));
                for (StackTraceElement frame : cause.getStackTrace()) {
                    err.println("    at " + frame);
                }
            }
        }
        err.flush();
    }

    /** What this program calls a way out. */
    private static String option(Remedy remedy) {
        return switch (remedy) {
            case RESUME -> "--resume resumes it";
            case REPLACE -> "--force replaces it";
            case OTHER_DIRECTORY -> "--out names another directory";
            case OTHER_CACHE -> "--cache names another directory";
            case LABEL_MAP -> "--map FILE says it, with one line label,tag each";
            case SKIP_MISSING -> "--skip-missing does that, 'mir datasets verify' lists what is missing";
            case DATASET_LAYOUT -> "'mir datasets info' shows the layout";
            case OTHER_MODEL -> "'mir models list' names all";
            case MODEL_TAGS -> "'mir models info' and its name list its tags";
            case WEIGHTS_KEY -> "--key names one";
            case WEIGHTS_CONFIG -> "--config names it";
            case MODULE_CARD -> "--card names it";
        };
    }

    private static String sentence(Throwable error, boolean verbose) {
        if (error instanceof ExistingFileException existing) {
            return existing.file() + " exists already; use --force to replace it.";
        }
        if (error instanceof MirException known) {
            String options = known.remedies().stream().map(Failures::option).collect(Collectors.joining(", "));
            return error.getMessage() + (options.isEmpty() ? "" : " " + options + ".");
        }
        if (error instanceof OutOfMemoryError) {
            return "There is not enough memory for this; ask for less at once, or let Java have more, for example with"
                    + " MIR_JAVA_OPTS=-Xmx8g.";
        }
        if (error instanceof LinkageError) {
            return "A part of the program is missing or does not fit this machine (" + error.getMessage()
                    + "); build it again with 'mvn clean package'.";
        }
        return "something went wrong inside the program: " + error
                + (verbose ? "" : " (with --verbose it says where; please report it).");
    }
}
