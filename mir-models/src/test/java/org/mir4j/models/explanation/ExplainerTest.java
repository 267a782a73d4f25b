// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.explanation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mir4j.audio.window.AudioWindow;
import org.mir4j.audio.window.ShortClips;
import org.mir4j.core.error.ModelException;
import org.mir4j.models.ModelOptions;
import org.mir4j.models.TinyModel;
import org.mir4j.models.card.ModelCard;
import org.mir4j.models.store.InstalledModel;
import org.mir4j.models.tagging.Tagger;
import org.mir4j.models.tagging.WavFile;

class ExplainerTest {

    private static final double BURST_HERTZ = 1150; // in the fifth of eight bands
    private static final int BURST_BAND = 4;

    @TempDir
    Path directory;

    /** Silence but for a tone from one sample to another. */
    private static float[] burst(int length, int from, int to) {
        float[] samples = new float[length];
        for (int n = from; n < to; n++) {
            double edge = Math.min(1, Math.min(n - from, to - n) / 100.0); // without clicks, which are in all bands
            samples[n] = (float) (0.5 * edge * Math.sin(2 * Math.PI * BURST_HERTZ * n / LinearModel.RATE));
        }
        return samples;
    }

    private static double sum(float[][] rows) {
        double sum = 0;
        for (float[] row : rows) {
            for (float value : row) {
                sum += value;
            }
        }
        return sum;
    }

    @Test
    void theSaliencyOfALinearNetworkIsItsWeightTimesTheDistanceFromSilence() {
        float[] samples = burst(LinearModel.WINDOW, 0, LinearModel.WINDOW);
        try (Explainer explainer = Explainer.load(LinearModel.install(directory))) {
            Explanation explanation = explainer.explain(samples, "not0");
            int frames = LinearModel.WINDOW / LinearModel.HOP + 1;
            assertEquals(frames, explanation.levels().length);
            double gradient = -LinearModel.GAIN * LinearModel.WEIGHT / frames;
            for (int frame = 0; frame < frames; frame++) {
                float[] expected = new float[LinearModel.BANDS];
                expected[0] = (float) (gradient * (explanation.levels()[frame][0] + 100)); // silence has -100 dB
                assertArrayEquals(expected, explanation.saliency()[frame], 1e-5f);
            }
        }
    }

    @Test
    void theSaliencyOfALinearNetworkSumsToItsLogitAboveThatOfSilence() {
        float[] samples = burst(LinearModel.WINDOW, 300, 900);
        try (Explainer explainer = Explainer.load(LinearModel.install(directory))) {
            Explanation silence = explainer.explain(new float[LinearModel.WINDOW], "all");
            Explanation explanation = explainer.explain(samples, "all");
            assertEquals(0, sum(silence.saliency()));
            double rise = explanation.logit() - silence.logit();
            assertTrue(rise > 1);
            assertEquals(rise, sum(explanation.saliency()), 1e-3 * rise);
            assertEquals(1 / (1 + Math.exp(-explanation.logit())), explanation.score(), 1e-6);
        }
    }

    @Test
    void aToneBurstIsFoundWhereItIs() {
        float[] samples = burst(LinearModel.WINDOW, 800, 1000);
        try (Explainer explainer = Explainer.load(LinearModel.install(directory))) {
            float[][] saliency = explainer.explain(samples, "all").saliency();
            int bestFrame = 0;
            int bestBand = 0;
            for (int frame = 0; frame < saliency.length; frame++) {
                for (int band = 0; band < LinearModel.BANDS; band++) {
                    if (saliency[frame][band] > saliency[bestFrame][bestBand]) {
                        bestFrame = frame;
                        bestBand = band;
                    }
                }
            }
            assertEquals(BURST_BAND, bestBand);
            assertEquals(900, bestFrame * LinearModel.HOP, 100);
            assertTrue(saliency[5][BURST_BAND] < 0.01 * saliency[bestFrame][bestBand], "long before the burst");
        }
    }

    @Test
    void theScoresOfFramesTellWhenATagHoldsWhereScoresArePooled() {
        float[] samples = burst(LinearModel.WINDOW, 800, 1000);
        try (Explainer explainer = Explainer.load(LinearModel.poolingScores(directory))) {
            assertEquals(Moments.FRAME_SCORES, explainer.moments());
            Explanation explanation = explainer.explain(samples, "band" + BURST_BAND);
            float[] moments = explanation.moments();
            assertEquals(explanation.levels().length, moments.length);
            for (int frame = 0; frame < moments.length; frame++) {
                double level = explanation.levels()[frame][BURST_BAND];
                double logit = LinearModel.GAIN * LinearModel.WEIGHT * level + LinearModel.OFFSET;
                assertEquals(1 / (1 + Math.exp(-logit)), moments[frame], 1e-5);
            }
        }
    }

    @Test
    void theWeightsOfFramesTellWhatIsHeardWherePoolingIsLearned() {
        try (Explainer explainer = Explainer.load(LinearModel.poolingByWeight(directory))) {
            assertEquals(Moments.FRAME_WEIGHTS, explainer.moments());
            Explanation explanation = explainer.explain(burst(LinearModel.WINDOW, 800, 1000), "band" + BURST_BAND);
            float[] moments = explanation.moments();
            double total = 0;
            for (float moment : moments) {
                total += moment;
            }
            assertEquals(moments.length, total, 1e-3);
            assertTrue(moments[900 / LinearModel.HOP] > 2, "weight in the burst");
            assertTrue(moments[3] < 0.5, "weight long before it");
        }
    }

    @Test
    void stretchesOfAFileFollowOneAnotherToItsEnd() {
        int length = 3 * LinearModel.WINDOW - 700;
        float[] samples = burst(length, 3600, 3800);
        Path file = WavFile.write(directory.resolve("burst.wav"), LinearModel.RATE, samples);
        List<Stretch> stretches = new ArrayList<>();
        try (Explainer explainer = Explainer.load(LinearModel.install(directory))) {
            FileExplanation explanation = explainer.explain(file, "all", stretches::add);
            assertEquals((double) length / LinearModel.RATE, explanation.duration(), 1e-9);
            assertTrue(explanation.windows().size() > 3, "overlapping windows are scored too");
            assertTrue(explanation.scoreAt(0.46) > explanation.scoreAt(0.1));
            assertTrue(Double.isNaN(explanation.scoreAt(9)));
        }
        assertEquals(3, stretches.size());
        double end = 0;
        int frames = 0;
        for (Stretch stretch : stretches) {
            assertEquals(end, stretch.start(), 1e-9);
            end = stretch.end();
            frames += stretch.levels().length;
        }
        assertEquals((double) length / LinearModel.RATE, end, 1e-9);
        assertEquals((double) length / LinearModel.HOP, frames, 1.5);
        float[][] last = stretches.get(2).saliency();
        double before = 2.0 * LinearModel.WINDOW;
        assertTrue(last[(int) ((3700 - before) / LinearModel.HOP)][BURST_BAND] > 0.1, "the burst is in its place");
    }

    private FileExplanation byWeight(float[] samples) {
        return explained(LinearModel.poolingByWeight(directory), samples);
    }

    private InstalledModel masking() {
        InstalledModel model = LinearModel.poolingByWeight(directory);
        ModelCard card = model.card();
        ModelCard masking = card.like(card.name(), card.source(), card.tagging().with(ShortClips.MASKING));
        return new InstalledModel(masking, model.weightsFile());
    }

    private FileExplanation explained(InstalledModel model, float[] samples) {
        Path file = WavFile.write(directory.resolve("weights.wav"), LinearModel.RATE, samples);
        try (Explainer explainer = Explainer.load(model)) {
            return explainer.explain(file, "band" + BURST_BAND, stretch -> {});
        }
    }

    @Test
    void weightsThatFollowTheMusicTellItsMoments() {
        float[] samples = new float[3 * LinearModel.WINDOW];
        for (int window = 0; window < 3; window++) {
            int start = 100 + 500 * window;
            System.arraycopy(
                    burst(LinearModel.WINDOW, start, start + 200),
                    0,
                    samples,
                    window * LinearModel.WINDOW,
                    LinearModel.WINDOW);
        }
        FileExplanation explanation = byWeight(samples);
        assertEquals(Moments.FRAME_WEIGHTS, explanation.moments());
        assertEquals(3, explanation.windows().size());
    }

    @Test
    void whereWeightsAreTheSameInEveryWindowTheScoresOfOverlappingOnesTellMoments() {
        float[] samples = new float[5 * LinearModel.WINDOW];
        for (int window = 0; window < 4; window++) { // and silence at the end
            System.arraycopy(
                    burst(LinearModel.WINDOW, 800, 1000), 0, samples, window * LinearModel.WINDOW, LinearModel.WINDOW);
        }
        FileExplanation explanation = byWeight(samples);
        assertEquals(Moments.WINDOWS, explanation.moments());
        assertTrue(explanation.windows().size() > 5, "overlapping windows are scored too");
    }

    @Test
    void ofASingleWindowTheSameMusicInOtherPlacesTellsWhatWeightsFollow() {
        float[] samples = burst(LinearModel.WINDOW, 300, 500);
        assertEquals(Moments.FRAME_WEIGHTS, byWeight(samples).moments());
        int half = LinearModel.WINDOW / 2; // from here on it is the same again
        System.arraycopy(samples, 0, samples, half, half);
        assertEquals(Moments.WINDOWS, byWeight(samples).moments());
    }

    @Test
    void theWeightsOfAMaskedWindowAreThoseOfItsRecording() {
        int length = LinearModel.WINDOW / 2;
        float[] samples = Arrays.copyOf(burst(length, 100, 200), LinearModel.WINDOW);
        try (Explainer explainer = Explainer.load(masking())) {
            float[] moments = explainer
                    .explain(new AudioWindow(0, length, samples), "band" + BURST_BAND)
                    .moments();
            double total = 0;
            for (float moment : moments) {
                total += moment;
            }
            assertEquals(1 + length / LinearModel.HOP, total, 1e-3); // so their mean is 1
        }
    }

    @Test
    void whatIsMaskedSaysNothingOfWhatWeightsFollow() {
        int length = LinearModel.WINDOW / 2;
        float[] samples = burst(length, 100, 200);
        assertEquals(Moments.FRAME_WEIGHTS, explained(masking(), samples).moments());
        System.arraycopy(samples, 0, samples, length / 2, length / 2); // the same again
        assertEquals(Moments.WINDOWS, explained(masking(), samples).moments());
    }

    @Test
    void aShortRecordingIsExplainedWithoutItsPadding() {
        Path file = WavFile.write(directory.resolve("short.wav"), LinearModel.RATE, burst(800, 0, 800));
        List<Stretch> stretches = new ArrayList<>();
        try (Explainer explainer = Explainer.load(LinearModel.install(directory))) {
            FileExplanation explanation = explainer.explain(file, "all", stretches::add);
            assertEquals(1, explanation.windows().size());
        }
        assertEquals(25, stretches.get(0).levels().length);
    }

    @Test
    void theScoreIsThatOfTheTagger() {
        var model = TinyModel.install(directory.resolve("tiny"), TinyModel.weights());
        float[] samples = burst(4000, 1000, 3000);
        Path file = WavFile.write(directory.resolve("song.wav"), TinyModel.SAMPLE_RATE, samples);
        try (Explainer explainer = Explainer.load(model);
                Tagger tagger = Tagger.load(model, ModelOptions.on(Device.cpu()))) {
            double score = explainer.explain(file, "high", stretch -> {}).score();
            assertEquals(tagger.tag(file).scores().of("high"), score, 1e-5);
        }
    }

    @Test
    void anUnknownTagIsAnsweredWithNearOnes() {
        try (Explainer explainer = Explainer.load(LinearModel.install(directory))) {
            float[] samples = new float[LinearModel.WINDOW];
            ModelException error = assertThrows(ModelException.class, () -> explainer.explain(samples, "bnad3"));
            assertTrue(error.getMessage().contains("does not know the tag 'bnad3' (near: band3"), error.getMessage());
        }
    }

    @Test
    void nothingIsLeftInNativeMemory() {
        var model = TinyModel.install(directory.resolve("tiny"), TinyModel.weights());
        try (Explainer explainer = Explainer.load(model)) {
            float[] samples = burst(TinyModel.WINDOW, 0, 900);
            explainer.explain(samples, "low");
            explainer.score(samples, "low");
            int before = explainer.arrays();
            for (int i = 0; i < 5; i++) {
                explainer.explain(samples, "low");
                explainer.score(samples, "low");
            }
            assertEquals(before, explainer.arrays());
        }
    }
}
