// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.report;

import java.awt.Color;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.mir4j.report.Sheet.Align;

/** The curves of a training: the losses above, what the validations reached below. */
public final class TrainingCurves {

    static final int WIDTH = 1000;
    static final int LEFT = 96;
    static final int PLOT_WIDTH = WIDTH - LEFT - Sheet.MARGIN;
    static final int FIRST_TOP = 124;
    static final int PANEL_HEIGHT = 280;

    private static final int STEP = PANEL_HEIGHT + 64;
    private static final int BOTTOM = FIRST_TOP + STEP + PANEL_HEIGHT;
    private static final int HEIGHT = BOTTOM + 58;
    private static final int MOST_VALUES = 6;
    private static final int MOST_EPOCHS = 16;
    private static final int MOST_DOTS = 50;
    private static final int SWATCH = 18;
    private static final List<Color> COLOURS =
            List.of(Sheet.CURVE, new Color(0xC8553D), new Color(0x5A9F68), new Color(0x8E6C8A), new Color(0xB08A2E));

    private static final Set<String> OTHERS =
            Set.of("epoch", "step", "rate", "loss", "validation_loss", "examples_per_second", "seconds");

    /**
     * A column of the table.
     *
     * @param name as it is written beside its colour
     * @param values one per epoch; NaN where there is none
     */
    private record Curve(String name, double[] values) {}

    private final double[] epochs;
    private final Sheet sheet = new Sheet(WIDTH, HEIGHT);

    private TrainingCurves(double[] epochs) {
        this.epochs = epochs;
    }

    /**
     * Draws the curves of a table of epochs.
     *
     * @param name of the run, as the title
     * @param metrics CSV with a column {@code epoch} and a column a curve
     * @param picture PNG to write
     * @throws UncheckedIOException if the table cannot be read or the picture cannot be written
     */
    public static void draw(String name, Path metrics, Path picture) {
        Fonts.require();
        List<CSVRecord> rows = read(metrics);
        TrainingCurves plot = new TrainingCurves(column(rows, "epoch"));
        try (Sheet sheet = plot.sheet) {
            int last = (int) plot.epochs[plot.epochs.length - 1];
            sheet.title(name, last == 1 ? "1 epoch" : last + " epochs", WIDTH - 2 * Sheet.MARGIN);
            plot.panel(FIRST_TOP, curves(rows, List.of("loss", "validation_loss")));
            plot.panel(FIRST_TOP + STEP, curves(rows, figures(rows.get(0))));
            plot.paintEpochs();
            Png.encode(sheet.image(), picture);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The columns that are neither losses nor numbers of the training itself. */
    private static List<String> figures(CSVRecord row) {
        List<String> columns = new ArrayList<>(row.getParser().getHeaderNames());
        columns.removeAll(OTHERS);
        return columns;
    }

    private static List<CSVRecord> read(Path metrics) {
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        try (CSVParser parser = CSVParser.parse(metrics, StandardCharsets.UTF_8, format)) {
            return parser.getRecords();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double[] column(List<CSVRecord> rows, String name) {
        return rows.stream()
                .map(row -> row.get(name))
                .mapToDouble(field -> field.isEmpty() ? Double.NaN : Double.parseDouble(field))
                .toArray();
    }

    private static List<Curve> curves(List<CSVRecord> rows, List<String> columns) {
        return columns.stream()
                .map(name -> new Curve(name.replace('_', ' '), column(rows, name)))
                .filter(curve -> DoubleStream.of(curve.values()).anyMatch(Double::isFinite))
                .toList();
    }

    private void panel(int top, List<Curve> curves) {
        double[] all = curves.stream()
                .flatMapToDouble(curve -> DoubleStream.of(curve.values()))
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        ValueAxis axis = all.length == 0
                ? ValueAxis.covering(0, 1, MOST_VALUES)
                : ValueAxis.covering(all[0], all[all.length - 1], MOST_VALUES);
        sheet.values(axis, LEFT, PLOT_WIDTH, top, PANEL_HEIGHT);
        int legend = LEFT;
        for (int i = 0; i < curves.size(); i++) {
            Color colour = COLOURS.get(i % COLOURS.size());
            paint(curves.get(i).values(), axis, top, colour);
            sheet.fill(legend, top - 16, SWATCH, 3, colour);
            sheet.text(curves.get(i).name(), legend + SWATCH + 6, top - 10, Align.LEFT);
            legend += SWATCH + 6 + Sheet.widest(List.of(curves.get(i).name())) + 24;
        }
    }

    private void paint(double[] values, ValueAxis axis, int top, Color colour) {
        double[] x = DoubleStream.of(epochs).map(this::x).toArray();
        double[] y = DoubleStream.of(values)
                .map(value -> Double.isFinite(value) ? top + PANEL_HEIGHT * (1 - axis.part(value)) : Double.NaN)
                .toArray();
        sheet.line(x, y, colour);
        if (epochs.length <= MOST_DOTS) {
            IntStream.range(0, x.length)
                    .filter(i -> !Double.isNaN(y[i]))
                    .forEach(i -> sheet.dot(x[i], y[i], 3.5, colour));
        }
    }

    /** Where an epoch lies: the first at the left end, the last at the right one; a single one in the middle. */
    private double x(double epoch) {
        double first = epochs[0];
        double last = epochs[epochs.length - 1];
        return LEFT + PLOT_WIDTH * (last > first ? (epoch - first) / (last - first) : 0.5);
    }

    private void paintEpochs() {
        int first = (int) epochs[0];
        int last = (int) epochs[epochs.length - 1];
        int step =
                Math.max(1, ValueAxis.covering(first, last, MOST_EPOCHS).step().intValue());
        for (int epoch = first; epoch <= last; epoch = (epoch / step + 1) * step) {
            sheet.fill((int) Math.round(x(epoch)), BOTTOM, 1, 6, Sheet.FAINT);
            sheet.text(Integer.toString(epoch), x(epoch), BOTTOM + 24, Align.CENTRE);
        }
        sheet.text("epoch", LEFT + PLOT_WIDTH / 2.0, BOTTOM + 44, Align.CENTRE);
    }
}
