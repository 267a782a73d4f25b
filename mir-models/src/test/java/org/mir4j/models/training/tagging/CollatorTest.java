// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training.tagging;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mir4j.audio.spectral.FrontEndSettings;
import org.mir4j.audio.window.ShortClips;
import org.mir4j.models.TinyModel;
import org.mir4j.models.cache.FeatureFixture;

class CollatorTest {

    private static final float NAN = Float.NaN;
    private static final WindowSize WINDOW = new WindowSize(4, 2, 0.25);
    private static final ByteBuffer SILENCE = FeatureFixture.halves(-80, -90);

    private static Example example(int frames, int first, float... truth) {
        return new Example("track-" + first, "", FeatureFixture.counting(2, frames, first), truth, null);
    }

    private static TaggingBatch batch(Crop... crops) {
        return batch(ShortClips.PADDING, crops);
    }

    private static TaggingBatch batch(ShortClips shortClips, Crop... crops) {
        return new Collator(WINDOW, SILENCE, shortClips, null).batch(List.of(crops));
    }

    @Test
    void featuresAreThoseOfTheWindows() {
        TaggingBatch batch = batch(new Crop(example(10, 100, 1), 3), new Crop(example(6, 200, 0), 2));
        assertEquals(2, batch.size());
        assertArrayEquals(
                new float[] {103, 103, 104, 104, 105, 105, 106, 106, 202, 202, 203, 203, 204, 204, 205, 205},
                FeatureFixture.floats(batch.features()));
    }

    @Test
    void silenceFollowsTheEndOfARecording() {
        TaggingBatch batch = batch(new Crop(example(6, 100, 1), 5), new Crop(example(2, 200, 1), 0));
        assertArrayEquals(
                new float[] {105, 105, -80, -90, -80, -90, -80, -90, 200, 200, 201, 201, -80, -90, -80, -90},
                FeatureFixture.floats(batch.features()));
        assertEquals(0, SILENCE.position());
        assertArrayEquals(new int[] {4, 4}, batch.valid());
    }

    @Test
    void maskedSilenceIsNotValid() {
        TaggingBatch batch = batch(
                ShortClips.MASKING,
                new Crop(example(6, 100, 1), 2),
                new Crop(example(6, 100, 1), 5),
                new Crop(example(2, 200, 1), 0));
        assertArrayEquals(new int[] {4, 1, 2}, batch.valid());
        assertArrayEquals(
                new float[] {
                    102, 102, 103, 103, 104, 104, 105, 105, 105, 105, -80, -90, -80, -90, -80, -90, 200, 200, 201, 201,
                    -80, -90, -80, -90
                },
                FeatureFixture.floats(batch.features()));
    }

    @Test
    void aLoopedRecordingBeginsAgainUntilTheWindowIsFull() {
        TaggingBatch batch =
                batch(ShortClips.LOOPING, new Crop(example(3, 100, 1), 0), new Crop(example(1, 200, 1), 0));
        assertArrayEquals(new int[] {4, 4}, batch.valid());
        assertArrayEquals(
                new float[] {100, 100, 101, 101, 102, 102, 100, 100, 200, 200, 200, 200, 200, 200, 200, 200},
                FeatureFixture.floats(batch.features()));
    }

    @Test
    void whatNobodyKnowsDoesNotCount() {
        TaggingBatch batch = batch(new Crop(example(4, 0, 1, NAN, 0), 0), new Crop(example(4, 0, NAN, 0, NAN), 0));
        assertArrayEquals(new float[] {1, 0, 0, 0, 0, 0}, batch.targets());
        assertArrayEquals(new float[] {1, 0, 1, 0, 1, 0}, batch.weights());
    }

    @Test
    void teachersSayWhatIsNotKnownAndNothingElse() {
        TeacherPredictions predictions = new TeacherPredictions(List.of(SoftTargetsFixture.seconds(
                new float[] {0.2f, 0.3f, 0.5f}, new float[] {0.8f, 0.6f, 0.5f}, new float[] {0.4f, 0.9f, 0.5f})));
        SoftTargets targets = SoftTargetsFixture.targets(
                List.of("bass", "treble", "hiss"),
                Map.of("bass", Map.of("one", "low"), "treble", Map.of("one", "high")),
                List.of("one"),
                predictions);
        Example example =
                new Example("a", "", FeatureFixture.counting(2, 12, 0), new float[] {NAN, NAN, NAN}, predictions);
        Example known = new Example("b", "", FeatureFixture.counting(2, 12, 0), new float[] {0, NAN, 1}, predictions);
        // a window lasts a second, as does one of the teacher's: four frames
        TaggingBatch batch = new Collator(WINDOW, SILENCE, ShortClips.PADDING, targets)
                .batch(List.of(new Crop(example, 0), new Crop(example, 4), new Crop(known, 8)));
        assertArrayEquals(new float[] {0.2f, 0.3f, 0, 0.8f, 0.6f, 0, 0, 0.9f, 1}, batch.targets(), 1e-5f);
        assertArrayEquals(new float[] {1, 1, 0, 1, 1, 0, 1, 1, 1}, batch.weights());
    }

    @Test
    void aWindowIsAsLongAsTheModelHears() {
        FrontEndSettings levels = TinyModel.card("tiny").tagging().frontEnd();
        assertEquals(new WindowSize(51, 8, 0.004), WindowSize.of(levels, 1600));
        FrontEndSettings samples = new FrontEndSettings(8000, 0, null, 2, null, null, 0, 1);
        WindowSize window = WindowSize.of(samples, 1600);
        assertEquals(new WindowSize(1600, 1, 1 / 8000.0), window);
        assertEquals(0.2, window.seconds(), 1e-12);
    }
}
