// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.report.plot;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.mir4j.core.error.MirException;
import org.mir4j.models.card.ModelCard;
import org.mir4j.models.explanation.FileExplanation;
import org.mir4j.models.explanation.Moments;
import org.mir4j.models.explanation.Stretch;

/**
 * The explanation of a tag as a picture: the network's input in grey, what speaks for the tag laid over it in orange and
 * what speaks against it in blue, the sums over frequency and over time beside it, and when the tag holds. It takes
 * stretches as they come, and keeps no more of them than the picture has columns.
 */
public final class ExplanationPlot implements Consumer<Stretch> {

    private final ModelCard card;
    private final boolean samples;
    private final FrameColumns frames = new FrameColumns(ExplanationPainter.PLOT_WIDTH);
    private final FrameColumns moments = new FrameColumns(ExplanationPainter.PLOT_WIDTH);

    /**
     * Fails before any work where this machine cannot draw text.
     *
     * @param card of the model
     */
    public ExplanationPlot(ModelCard card) {
        Fonts.require();
        this.card = card;
        samples = card.tagging().frontEnd().isSamples();
    }

    @Override
    public void accept(Stretch stretch) {
        for (int frame = 0; frame < stretch.levels().length; frame++) {
            frames.add(row(stretch.levels()[frame], stretch.saliency()[frame]));
        }
        for (float moment : stretch.moments()) {
            moments.add(new float[] {moment});
        }
    }

    /** Levels, then saliency; of samples, whose mean is nothing, the magnitudes. */
    private float[] row(float[] levels, float[] saliency) {
        int bands = levels.length;
        float[] row = new float[2 * bands];
        for (int band = 0; band < bands; band++) {
            row[band] = samples ? Math.abs(levels[band]) : levels[band];
            row[bands + band] = saliency[band];
        }
        return row;
    }

    /**
     * Draws the picture as a PNG.
     *
     * @param name of the recording
     * @param explanation of the whole of it
     * @param file to write
     * @throws MirException if the file cannot be written
     */
    public void write(String name, FileExplanation explanation, Path file) {
        Png.write(draw(name, explanation), file);
    }

    BufferedImage draw(String name, FileExplanation explanation) {
        List<float[]> told = moments.columns();
        double[] curve = new double[ExplanationPainter.PLOT_WIDTH];
        for (int x = 0; x < curve.length; x++) {
            double part = (x + 0.5) / curve.length;
            curve[x] = explanation.moments() == Moments.WINDOWS || told.isEmpty()
                    ? explanation.scoreAt(part * explanation.duration())
                    : told.get((int) (part * told.size()))[0];
        }
        return new ExplanationPainter(card, explanation, frames.columns(), curve).paint(name);
    }
}
