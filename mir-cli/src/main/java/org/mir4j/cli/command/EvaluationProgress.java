// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.command;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.mir4j.cli.terminal.Console;
import org.mir4j.cli.terminal.ProgressBar;
import org.mir4j.cli.terminal.Terminal;
import org.mir4j.models.evaluation.EvaluationListener;
import org.mir4j.models.evaluation.EvaluationResult;
import org.mir4j.report.evaluation.EvaluationReport;

/** Shows the progress of an evaluation and which tracks fail, and writes the files that people read of it. */
final class EvaluationProgress implements EvaluationListener, AutoCloseable {

    private static final double NANOS = 1e9;

    private final Console console;
    private final Path directory;
    private final Thread hint;
    private volatile ProgressBar bar;
    private long began;
    private int tracks;
    private int before;
    private int done;

    EvaluationProgress(Console console, Path directory) {
        this.console = console;
        this.directory = directory;
        bar = new ProgressBar(console.err(), console.terminal(), 0);
        hint = new Thread(this::interrupted);
    }

    private void interrupted() {
        bar.end();
        console.errWriter()
                .println("Interrupted. What is scored is kept in " + directory + "; resume it with --resume.");
    }

    @Override
    public void started(int all, int doneBefore) {
        Runtime.getRuntime().addShutdownHook(hint);
        tracks = all;
        before = doneBefore;
        began = System.nanoTime();
        bar = new ProgressBar(console.err(), console.terminal(), all - doneBefore);
        if (doneBefore > 0) {
            console.errWriter().println("Resuming: " + doneBefore + " of " + all + " tracks are scored already.");
        }
    }

    @Override
    public void warned(String track, String warning) {
        bar.clear();
        console.errWriter().println(Terminal.printable("mir: " + warning));
    }

    @Override
    public void finished(String track, Optional<String> failure) {
        done++;
        failure.ifPresent(cause -> {
            bar.clear();
            console.errWriter().println(Terminal.printable("mir: " + track + ": " + cause));
        });
        double seconds = (System.nanoTime() - began) / NANOS;
        bar.update(
                done,
                before + done + "/" + tracks + " tracks",
                String.format(Locale.ROOT, "%.1f tracks/s", done / seconds));
    }

    @Override
    public void measured(EvaluationResult result) {
        bar.end();
        EvaluationReport.write(result, directory);
    }

    @Override
    public void close() {
        bar.close();
        try {
            Runtime.getRuntime().removeShutdownHook(hint);
        } catch (IllegalStateException e) {
            return; // the program ends this very moment
        }
    }
}
