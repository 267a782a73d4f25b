// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mir4j.audio.spectral.FrontEndSettings;
import org.mir4j.audio.window.ShortClips;
import org.mir4j.core.tagging.Taggram.Aggregation;
import org.mir4j.models.card.ModelCard;
import org.mir4j.models.card.Source;
import org.mir4j.models.card.TaggingTask;
import org.mir4j.models.explanation.Excitation;
import org.mir4j.models.explanation.FileExplanation;
import org.mir4j.models.explanation.FilterLayer;
import org.mir4j.models.explanation.Filters;
import org.mir4j.models.explanation.Moments;
import org.mir4j.models.explanation.Stretch;
import org.mir4j.models.network.EncoderSettings;
import org.mir4j.models.network.NetworkSettings;
import org.mir4j.models.network.PoolingSettings;

/** Pictures of models that hear samples, and no spectrogram. */
class RawSamplesPlotTest {

    private static final int RATE = 8100;

    private static ModelCard card() {
        return new ModelCard(
                "samples",
                "a toy",
                new Source(null, "samples.safetensors", "0".repeat(64), List.of(), List.of(), null),
                new ModelCard.Licence("CC0-1.0", ""),
                List.of(),
                List.of(),
                List.of(),
                null,
                new TaggingTask(
                        0.1,
                        Aggregation.MEAN,
                        ShortClips.PADDING,
                        new FrontEndSettings(RATE, 0, null, 2, null, null, 0, 1),
                        NetworkSettings.of(
                                new EncoderSettings.SampleCnn(List.of(1, 1), 0, false),
                                new PoolingSettings.Mean(),
                                NetworkSettings.Classifier.linear()),
                        List.of("click")));
    }

    private static int count(BufferedImage image, int from, int to, Color colour) {
        int count = 0;
        for (int x = from; x < to; x++) {
            for (int y = 124; y < 124 + 480; y++) {
                count += image.getRGB(x, y) == colour.getRGB() ? 1 : 0;
            }
        }
        return count;
    }

    @Test
    void samplesAreColouredWhereTheySpeakForTheTag() {
        ExplanationPlot plot = new ExplanationPlot(card());
        float[][] samples = new float[810][1];
        float[][] saliency = new float[810][1];
        for (int n = 0; n < 810; n++) {
            samples[n][0] = n % 2 == 0 ? 0.5f : -0.5f;
            saliency[n][0] = n < 405 ? 0 : 1;
        }
        plot.accept(new Stretch(0, 0.1, samples, saliency, new float[0]));
        BufferedImage image = plot.draw(
                "song.wav",
                new FileExplanation(
                        "click", 0.1, 0.5, List.of(new FileExplanation.ScoredWindow(0, 0.1, 0.5)), Moments.WINDOWS));
        assertEquals(0, count(image, 110, 600, SignedColours.FOR));
        assertTrue(count(image, 700, 1190, SignedColours.FOR) > 10_000);
    }

    @Test
    void filtersOfSamplesAreCurves() {
        FilterLayer layer = new FilterLayer("encoder.layer1", 2, 1, List.of(3));
        Filters filters = new Filters(layer, List.of(new float[][] {{0, 1, 0}}, new float[][] {{1, 0, -1}}));
        float[][] change = new float[64][1];
        change[32][0] = 0.3f;
        BufferedImage image = InspectionPlot.draw(card(), filters, new Excitation(layer, 1, 0, 1, change, 1.0 / RATE));
        assertEquals(1400, image.getWidth());
        int dark = 0;
        for (int x = 110; x < 1364; x++) {
            for (int y = 0; y < image.getHeight(); y++) {
                dark += image.getRGB(x, y) == new Color(0x3B528B).getRGB() ? 1 : 0;
            }
        }
        assertTrue(dark > 500, "curves are drawn");
    }
}
