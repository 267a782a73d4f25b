package org.mir4j.cli.render;

import java.awt.Color;
import java.nio.file.Path;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYItemRenderer;
import org.jfree.data.xy.XYDataset;

/** How charts of lines look: like the other pictures. */
final class LineChart {

    private LineChart() {}

    static NumberAxis axis(String label) {
        NumberAxis axis = new NumberAxis(label);
        axis.setLabelFont(Sheet.SMALL);
        axis.setTickLabelFont(Sheet.SMALL);
        return axis;
    }

    /**
     * A plot whose values need not reach down to 0.
     *
     * @param across the axis below; null if it is that of another plot
     * @param values the axis at the left
     */
    static XYPlot plot(XYDataset lines, NumberAxis across, NumberAxis values, XYItemRenderer renderer) {
        values.setAutoRangeIncludesZero(false);
        XYPlot plot = new XYPlot(lines, across, values, renderer);
        plot.setBackgroundPaint(Color.WHITE);
        plot.setRangeGridlinePaint(Sheet.GRID);
        plot.setDomainGridlinePaint(Sheet.GRID);
        plot.setOutlineVisible(false);
        return plot;
    }

    /**
     * Draws a chart as a PNG.
     *
     * @param title above it; null for none
     * @param legend whether the lines are named below
     * @throws org.mir4j.core.error.MirException if the file cannot be written
     */
    static void write(String title, XYPlot plot, boolean legend, int width, int height, Path file) {
        JFreeChart chart = new JFreeChart(title, Sheet.TITLE, plot, legend);
        chart.setBackgroundPaint(Color.WHITE);
        if (legend) {
            chart.getLegend().setItemFont(Sheet.SMALL);
        }
        Png.write(chart.createBufferedImage(width, height), file);
    }
}
