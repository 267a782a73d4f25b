package org.mir4j.cli.render;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jfree.chart.ChartUtils;
import org.jfree.chart.JFreeChart;
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
    private static final Color GRID = new Color(0xD0D4DA);
    private static final Color[] COLOURS = {new Color(0x3B528B), new Color(0xC8553D), new Color(0x5A9F68)};
    private static final Font TEXT = new Font(Font.SANS_SERIF, Font.PLAIN, 14);

    private CurvesPlot() {}

    /**
     * Draws the curves of a table of epochs.
     *
     * @param metrics CSV with a column {@code epoch} and a column a curve
     * @param picture PNG to write, whole or not at all
     */
    public static void draw(Path metrics, Path picture) {
        Fonts.require();
        List<CSVRecord> rows = read(metrics);
        NumberAxis epochs = axis("epoch");
        epochs.setStandardTickUnits(NumberAxis.createIntegerTickUnits());
        CombinedDomainXYPlot both = new CombinedDomainXYPlot(epochs);
        both.setGap(24);
        both.add(plot("loss", rows, List.of("loss", "validation_loss")));
        both.add(plot("validation", rows, List.of("roc_auc", "pr_auc", "accuracy")));
        JFreeChart chart = new JFreeChart(null, TEXT, both, true);
        chart.setBackgroundPaint(Color.WHITE);
        chart.getLegend().setItemFont(TEXT);
        Path draft = picture.resolveSibling(picture.getFileName() + ".part");
        try {
            ChartUtils.saveChartAsPNG(draft.toFile(), chart, WIDTH, HEIGHT);
            Files.move(draft, picture, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
                renderer.setSeriesPaint(drawn.size(), COLOURS[drawn.size()]);
                renderer.setSeriesStroke(drawn.size(), new BasicStroke(2));
                drawn.add(series);
            }
        }
        drawn.forEach(curves::addSeries);
        NumberAxis values = axis(label);
        values.setAutoRangeIncludesZero(false);
        XYPlot plot = new XYPlot(curves, null, values, renderer);
        plot.setBackgroundPaint(Color.WHITE);
        plot.setRangeGridlinePaint(GRID);
        plot.setDomainGridlinePaint(GRID);
        plot.setOutlineVisible(false);
        return plot;
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

    private static NumberAxis axis(String label) {
        NumberAxis axis = new NumberAxis(label);
        axis.setLabelFont(TEXT);
        axis.setTickLabelFont(TEXT);
        return axis;
    }
}
