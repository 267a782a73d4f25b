package org.mir4j.cli.command;

import java.io.PrintWriter;
import org.mir4j.core.error.MirException;

/** How errors are shown: as a sentence, and with their origin only on request. */
final class Failures {

    private Failures() {}

    static void report(PrintWriter err, Throwable error, boolean verbose) {
        if (error instanceof MirException) {
            err.println("mir: " + error.getMessage());
        } else {
            err.println("mir: something went wrong inside the program: " + error
                    + (verbose ? "" : " (with --verbose it says where; please report it)."));
        }
        if (verbose) {
            for (Throwable cause = error; cause != null; cause = cause.getCause()) {
                err.println(cause == error ? "Where it arose:" : "Caused by " + cause);
                for (StackTraceElement frame : cause.getStackTrace()) {
                    err.println("    at " + frame);
                }
            }
        }
        err.flush();
    }
}
