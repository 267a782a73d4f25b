package org.mir4j.cli.render;

import java.awt.BasicStroke;
import java.awt.geom.Ellipse2D;
import java.nio.file.Path;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** The first number of each frame as a curve over time; where there is none, the curve is broken. */
public final class CurvePlot implements FeatureWriter {

    private static final int WIDTH = 1400;
    private static final int HEIGHT = 480;

    private final Path file;
    private final FeatureHeading heading;
    private final boolean dots;
    private final XYSeries series = new XYSeries("", false);
    private long frames;

    /**
     * Fails before any work where this machine cannot draw text.
     *
     * @param file to write
     * @param heading what the numbers are
     * @param dots whether to draw single dots instead of a line
     */
    public CurvePlot(Path file, FeatureHeading heading, boolean dots) {
        Fonts.require();
        this.file = file;
        this.heading = heading;
        this.dots = dots;
    }

    @Override
    public void write(float[][] rows) {
        for (float[] row : rows) {
            series.add(heading.time(frames), Float.isNaN(row[0]) ? null : Float.valueOf(row[0]), false);
            frames++;
        }
    }

    @Override
    public void close() {
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(!dots, dots);
        renderer.setSeriesPaint(0, Sheet.CURVE);
        renderer.setSeriesStroke(0, new BasicStroke(1.5f));
        renderer.setSeriesShape(0, new Ellipse2D.Double(-2, -2, 4, 4));
        NumberAxis values = axis(heading.columns().get(0));
        XYPlot plot = LineChart.plot(new XYSeriesCollection(series), axis("seconds"), values, renderer);
        LineChart.write(heading.title(), plot, false, WIDTH, HEIGHT, file);
    }

    /** An axis that ends with the curve. */
    private static NumberAxis axis(String label) {
        NumberAxis axis = LineChart.axis(label);
        axis.setLowerMargin(0);
        axis.setUpperMargin(0);
        return axis;
    }
}
