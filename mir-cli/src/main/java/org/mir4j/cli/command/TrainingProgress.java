// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.command;

import java.nio.file.Path;
import java.util.Locale;
import org.mir4j.cli.terminal.Console;
import org.mir4j.cli.terminal.ProgressBar;
import org.mir4j.cli.terminal.Terminal;
import org.mir4j.core.error.MirException;
import org.mir4j.models.file.AtomicFile;
import org.mir4j.models.training.TrainingFiles;
import org.mir4j.models.training.TrainingListener;
import org.mir4j.report.TrainingCurves;

/** Shows the progress of a training: a line that moves, a line for every epoch, and the curves. */
final class TrainingProgress implements TrainingListener, AutoCloseable {

    private final Console console;
    private final TrainingFiles files;
    private volatile ProgressBar bar;
    private String work = "";
    private int leftOut;

    /**
     * @param console where it is shown
     * @param files of the run
     */
    TrainingProgress(Console console, TrainingFiles files) {
        this.console = console;
        this.files = files;
        bar = new ProgressBar(console.err(), console.terminal(), 0);
    }

    @Override
    public void prepared(String what, int done, int all) {
        if (!what.equals(work)) {
            bar.close();
            bar = new ProgressBar(console.err(), console.terminal(), all);
            work = what;
        }
        bar.update(done, done + "/" + all + " recordings", what);
    }

    @Override
    public void leftOut(Path file, MirException reason) {
        leftOut++;
        say("left out: " + reason.getMessage());
    }

    @Override
    public void warned(String message) {
        say(message);
    }

    private void say(String message) {
        bar.clear();
        console.errWriter().println("mir: " + Terminal.printable(message));
    }

    /**
     * How many recordings could not be used.
     *
     * @return a number of recordings
     */
    public int failures() {
        return leftOut;
    }

    @Override
    public void stepped(StepReport step) {
        double all = (double) step.epochs() * step.batches();
        if (!work.equals("steps")) {
            bar.close();
            bar = new ProgressBar(console.err(), console.terminal(), all);
            work = "steps";
        }
        String where = String.format(
                Locale.ROOT,
                "epoch %d/%d step %d/%d loss %.4f",
                step.epoch(),
                step.epochs(),
                step.batch(),
                step.batches(),
                step.loss());
        String best = Double.isNaN(step.best()) ? "" : String.format(Locale.ROOT, "best %.4f ", step.best());
        long left = Math.round(step.secondsLeft());
        bar.show(
                ((double) step.epoch() - 1) * step.batches() + step.batch(),
                where,
                String.format(Locale.ROOT, "%s%.1f/s", best, step.examplesPerSecond()),
                String.format(Locale.ROOT, "%d:%02d:%02d left", left / 3600, left / 60 % 60, left % 60));
    }

    @Override
    public void finished(EpochReport epoch) {
        bar.clear();
        console.errWriter()
                .println(String.format(
                        Locale.ROOT,
                        "epoch %d  loss %.4f  validation %.4f  %s %.4f%s%s  %.0f s",
                        epoch.epoch(),
                        epoch.loss(),
                        epoch.validation().loss(),
                        epoch.validation().metric().replace('_', '-'),
                        epoch.validation().value(),
                        epoch.best() ? " *" : "",
                        Double.isNaN(epoch.examplesPerSecond())
                                ? ""
                                : String.format(Locale.ROOT, "  %.1f examples/s", epoch.examplesPerSecond()),
                        epoch.seconds()));
        draw();
    }

    /** A picture that cannot be drawn stops no training. */
    private void draw() {
        try (AtomicFile picture = AtomicFile.create(files.curves(), true)) {
            TrainingCurves.draw(String.valueOf(files.directory().getFileName()), files.metrics(), picture.draft());
            picture.commit();
        } catch (RuntimeException | InternalError e) {
            say("The training continues, but curves.png cannot be drawn: " + e.getMessage());
        }
    }

    /** Takes the line that moves away for good, so that there is room for a last word. */
    public void end() {
        bar.end();
    }

    @Override
    public void close() {
        bar.close();
    }
}
