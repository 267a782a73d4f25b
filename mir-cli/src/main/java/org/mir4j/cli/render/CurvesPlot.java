package org.mir4j.cli.render;

import java.awt.BasicStroke;
import java.awt.Color;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.CombinedDomainXYPlot;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** The curves of a training: the losses above, what the validations reached below. */
public final class CurvesPlot {

    private static final int WIDTH = 1000;
    private static final int HEIGHT = 800;
    private static final Color[] COLOURS = {Sheet.CURVE, new Color(0xC8553D), new Color(0x5A9F68)};

    private static final Set<String> OTHERS =
            Set.of("epoch", "step", "rate", "loss", "validation_loss", "examples_per_second", "seconds");

    private CurvesPlot() {}

    /**
     * Draws the curves of a table of epochs.
     *
     * @param metrics CSV with a column {@code epoch} and a column a curve
     * @param picture PNG to write
     * @throws UncheckedIOException if the table cannot be read or the picture cannot be written
     */
    public static void draw(Path metrics, Path picture) {
        Fonts.require();
        List<CSVRecord> rows = read(metrics);
        NumberAxis epochs = LineChart.axis("epoch");
        epochs.setStandardTickUnits(NumberAxis.createIntegerTickUnits());
        CombinedDomainXYPlot both = new CombinedDomainXYPlot(epochs);
        both.setGap(24);
        both.add(plot("loss", rows, List.of("loss", "validation_loss")));
        both.add(plot("validation", rows, figures(rows.get(0))));
        LineChart.write(null, both, true, WIDTH, HEIGHT, picture);
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

    private static XYPlot plot(String label, List<CSVRecord> rows, List<String> columns) {
        XYSeriesCollection curves = new XYSeriesCollection();
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, rows.size() <= 30);
        List<XYSeries> drawn = new ArrayList<>();
        for (String column : columns) {
            XYSeries series = series(rows, column);
            if (!series.isEmpty()) {
                renderer.setSeriesPaint(drawn.size(), COLOURS[drawn.size() % COLOURS.length]);
                renderer.setSeriesStroke(drawn.size(), new BasicStroke(2));
                drawn.add(series);
            }
        }
        drawn.forEach(curves::addSeries);
        return LineChart.plot(curves, null, LineChart.axis(label), renderer);
    }

    private static XYSeries series(List<CSVRecord> rows, String column) {
        XYSeries series = new XYSeries(column.replace('_', ' '));
        for (CSVRecord row : rows) {
            if (!row.get(column).isEmpty()) {
                series.add(Double.parseDouble(row.get("epoch")), Double.parseDouble(row.get(column)));
            }
        }
        return series;
    }
}
