// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.terminal;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/**
 * One line on a terminal that says how far a task is, how fast it goes and how long it will take. It goes too when the
 * program is told to end. Any thread may draw.
 */
public final class ProgressBar implements AutoCloseable {

    private static final int WIDTH = 24;
    private static final long REDRAW_NANOS = 100_000_000;
    private static final String CLEAR_LINE = "\r\u001b[K";

    private final PrintStream out;
    private final boolean shown;
    private final int columns;
    private final double total;
    private final long started = System.nanoTime();
    private long drawn;
    private boolean visible;
    private boolean ended;
    private Thread hook;

    /**
     * @param out where to draw
     * @param terminal nothing is drawn where standard error is none
     * @param total how much there is to do, in any unit; 0 if that is not known
     */
    public ProgressBar(PrintStream out, Terminal terminal, double total) {
        this.out = out;
        this.shown = terminal.errorShown() && total > 0;
        this.columns = terminal.columns();
        this.total = total;
    }

    /**
     * Draws anew, unless it has just been drawn.
     *
     * @param done how much of the total is done
     * @param what words that say what is done, for example {@code 3/200 files}
     * @param rate words that say how fast it goes
     */
    public void update(double done, String what, String rate) {
        update(done, what, rate, "");
    }

    /**
     * Draws anew, unless it has just been drawn.
     *
     * @param done how much of the total is done
     * @param what words that say what is done, for example {@code 3/200 files}
     * @param rate words that say how fast it goes
     * @param more words for the end of the line, where there is room for them
     */
    public void update(double done, String what, String rate, String more) {
        String left = left(Math.min(1, done / total), System.nanoTime() - started);
        show(done, what, rate, left + (more.isEmpty() ? "" : "  " + more));
    }

    /**
     * Draws anew, unless it has just been drawn.
     *
     * @param done how much of the total is done
     * @param what words that say what is done
     * @param rate words that say how fast it goes
     * @param left words that say how long it will take
     */
    public synchronized void show(double done, String what, String rate, String left) {
        long now = System.nanoTime();
        if (!shown || ended || visible && now - drawn < REDRAW_NANOS) {
            return;
        }
        double part = Math.min(1, done / total);
        int filled = (int) (part * WIDTH);
        String bar = "━".repeat(filled) + "╌".repeat(WIDTH - filled);
        String line = bar + " " + what + "  " + rate + "  " + left;
        out.print(CLEAR_LINE + line.substring(0, Math.min(line.length(), columns - 1)));
        out.flush();
        drawn = now;
        visible = true;
        watch();
    }

    private static String left(double part, long nanos) {
        if (part <= 0) {
            return "";
        }
        Duration left = Duration.ofNanos((long) (nanos * (1 - part) / part));
        return String.format(Locale.ROOT, "%d:%02d left", left.toMinutes(), left.toSecondsPart());
    }

    /** Lets the line go with the program, from the first time that it is drawn. */
    private void watch() {
        if (hook == null) {
            hook = new Thread(this::end, "mir-progress");
            try {
                Runtime.getRuntime().addShutdownHook(hook);
            } catch (IllegalStateException e) {
                end(); // the program ends this very moment
            }
        }
    }

    /** Makes room for a line of results; the next update draws the bar below it. */
    public synchronized void clear() {
        if (visible) {
            out.print(CLEAR_LINE);
            out.flush();
            visible = false;
        }
    }

    /** Takes the bar away for good: no update draws it again. */
    public synchronized void end() {
        ended = true;
        clear();
    }

    /** Takes the bar away. */
    @Override
    public synchronized void close() {
        end();
        if (hook != null) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                return; // the program ends this very moment
            }
        }
    }
}
