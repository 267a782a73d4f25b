// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training.tagging;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mir4j.audio.io.AudioReader;
import org.mir4j.audio.spectral.FrontEndSettings;
import org.mir4j.core.dataset.DatasetCard;
import org.mir4j.core.dataset.Labelling;
import org.mir4j.core.dataset.Recording;
import org.mir4j.core.dataset.TaggedSplit;
import org.mir4j.core.dataset.TaggedTrack;
import org.mir4j.core.error.MirException;
import org.mir4j.core.tagging.TagScores;
import org.mir4j.models.ModelOptions;
import org.mir4j.models.TinyModel;
import org.mir4j.models.cache.ContentCache;
import org.mir4j.models.cache.FeatureExtraction;
import org.mir4j.models.cache.Features;
import org.mir4j.models.engine.PyTorch;
import org.mir4j.models.evaluation.EvaluationSplit;
import org.mir4j.models.evaluation.Evaluator;
import org.mir4j.models.evaluation.TaggingSystem;
import org.mir4j.models.run.RunDirectory;
import org.mir4j.models.store.InstalledModel;
import org.mir4j.models.tagging.Tagger;
import org.mir4j.models.tagging.WavFile;
import org.mir4j.models.training.TrainingListener;

/** Evaluation, teachers and training read the same stream and the same channel of a recording, and no other. */
class SameRecordingTest {

    private static final Path STREAMS = Path.of("src", "test", "resources", "streams.mka");
    private static final FrontEndSettings FRONT_END =
            TinyModel.card("tiny").tagging().frontEnd();

    private static final DatasetCard CARD = DatasetCard.of("streams", "Streams")
            .content("one file")
            .citation("none")
            .licence("free")
            .homepage("none")
            .obtaining("It is here.")
            .layout("streams.mka")
            .split("all", "all")
            .build();

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"0,-1", "1,-1", "2,-1", "0,0", "0,1", "2,0"})
    void isReadByAll(int stream, int channel) throws IOException {
        Recording recording = new Recording(STREAMS, stream, channel);
        AudioReader reader = AudioReader.of(STREAMS).track(stream);
        float[][] rows = reader.readAll().channels();
        float[] signal = channel < 0 ? reader.mono().readAll().channels()[0] : rows[channel];
        Path alone = WavFile.write(folder.resolve("alone.wav"), TinyModel.SAMPLE_RATE, signal);
        InstalledModel model = TinyModel.install(folder.resolve("one"), TinyModel.weights());
        try (Tagger tagger = Tagger.load(model, ModelOptions.on(Device.cpu()))) {
            TagScores expected = tagger.tag(alone).windows().get(0).scores();
            assertArrayEquals(
                    expected.values(),
                    predictions(model, recording).scores().get(0).scores()[0],
                    1e-5f);
            JsonObject evaluated = evaluated(tagger, recording);
            double mean = tagger.tag(alone).scores().of("low");
            assertEquals(mean, evaluated.getAsJsonObject("scores").get("low").getAsDouble(), 1e-5);
        }
        assertArrayEquals(features(Recording.of(alone)), features(recording));
    }

    @Test
    void isAnotherForEveryStreamAndChannel() {
        assertEquals(
                6,
                Set.of(
                                cache().key(new Recording(STREAMS, 0, -1)),
                                cache().key(new Recording(STREAMS, 1, -1)),
                                cache().key(new Recording(STREAMS, 0, 0)),
                                cache().key(new Recording(STREAMS, 0, 1)),
                                cache().key(new Recording(STREAMS, 1, 0)),
                                cache().key(new Recording(STREAMS, 2, 0)))
                        .size());
        assertNotEquals(cache().key(new Recording(STREAMS, 10, -1)), cache().key(new Recording(STREAMS, 1, 0)));
    }

    private ContentCache cache() {
        return new ContentCache(folder.resolve("cache"), SameRecordingTest::refuse);
    }

    private static void refuse(String warning) {
        throw new AssertionError(warning);
    }

    private JsonObject evaluated(Tagger tagger, Recording recording) throws IOException {
        TaggedSplit split = new TaggedSplit(
                Labelling.SINGLE, TinyModel.LABELS, List.of(TaggedTrack.of("a", recording, Set.of("low"))));
        RunDirectory run = new RunDirectory(folder.resolve("run"));
        new Evaluator()
                .evaluate(
                        TaggingSystem.of(tagger),
                        new EvaluationSplit<>(CARD, "all", folder, split, List.of()),
                        run.path());
        return JsonParser.parseString(Files.readString(run.resultsFile())).getAsJsonObject();
    }

    private TeacherPredictions predictions(InstalledModel model, Recording recording) {
        Teachers teachers = new Teachers(
                new TeacherSettings(Map.of("bass", Map.of("one", "low"))),
                Map.of("one", model),
                ModelOptions.on(Device.cpu()));
        TrainingListener listener = new TrainingListener() {
            @Override
            public void leftOut(Path file, MirException reason) {
                throw new AssertionError(reason);
            }
        };
        return teachers.score(Map.of("a", recording), cache(), listener).get("a");
    }

    private byte[] features(Recording recording) {
        try (NDManager engine = PyTorch.engine().newBaseManager()) {
            ContentCache cache = cache();
            FeatureExtraction extraction = new FeatureExtraction(FRONT_END, engine, cache, SameRecordingTest::refuse);
            Features features = extraction.of(recording, cache.key(recording));
            ByteBuffer all = ByteBuffer.allocate(features.frames() * features.bands() * Short.BYTES); // half precision
            features.copy(0, features.frames(), all);
            return all.array();
        }
    }
}
