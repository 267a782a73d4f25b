// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.tagging;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mir4j.audio.window.AudioWindow;
import org.mir4j.core.tagging.TagScores;
import org.mir4j.core.tagging.Taggram;
import org.mir4j.models.GoldenFile;
import org.mir4j.models.ModelOptions;
import org.mir4j.models.engine.PyTorch;
import org.mir4j.models.store.ModelStore;

/** Published models against the scores that their authors' PyTorch code gives. */
class PublishedScoresTest {

    private static final double SAME_SAMPLES = 1e-4;
    private static final double SAME_FILE = 2e-3;
    private static final TaggingOptions SIXTEEN = TaggingOptions.standard().withWindows(16);

    @TempDir
    static Path home;

    private static ModelStore store;
    private static JsonObject synthetic;

    @BeforeAll
    static void open() throws IOException {
        store = PublishedModels.store(home);
        synthetic = golden("synthetic").getAsJsonObject("models");
    }

    private static JsonObject golden(String name) {
        JsonObject golden = GoldenFile.read(name);
        golden.remove("versions");
        return golden;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mtat-fcn",
                "mtat-crnn",
                "mtat-musicnn",
                "msd-fcn",
                "msd-crnn",
                "jamendo-fcn",
                "jamendo-crnn",
                "jamendo-musicnn",
                "audioset-mn04"
            })
    void scoresOfTheSameSamplesAreTheAuthors(String model) {
        try (NDManager manager = PyTorch.engine().newBaseManager(Device.cpu())) {
            var card = store.card(model);
            float[] samples = SyntheticSignal.samples(
                    card.tagging().frontEnd().sampleRate(), card.tagging().windowSamples());
            TagScores scores = ScoringNetwork.load(store.require(model), manager)
                    .score(List.of(AudioWindow.whole(samples)), manager)
                    .get(0);
            requireClose(synthetic.getAsJsonArray(model), scores, SAME_SAMPLES, model);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"mtat-fcn", "msd-crnn", "jamendo-musicnn"})
    void scoresOfCompressedFilesAreTheAuthors(String model) {
        compareClips(model, golden("published"));
    }

    @Tag("slow") // one of each family is above
    @ParameterizedTest
    @ValueSource(strings = {"mtat-crnn", "mtat-musicnn", "msd-fcn", "jamendo-fcn", "jamendo-crnn"})
    void scoresOfCompressedFilesAreTheAuthorsOfAllOthersToo(String model) {
        compareClips(model, golden("published"));
    }

    @ParameterizedTest
    @ValueSource(strings = "audioset-mn04")
    void soundsOfCompressedFilesAreTheAuthors(String model) {
        compareClips(model, golden("audioset-mn04"));
    }

    private static void compareClips(String model, JsonObject goldens) {
        try (Tagger tagger = Tagger.load(store.require(model), ModelOptions.on(Device.cpu()))) {
            for (String clip : goldens.keySet()) {
                Path file = PublishedModels.beside("audio/" + clip);
                JsonObject golden =
                        goldens.getAsJsonObject(clip).getAsJsonObject("models").getAsJsonObject(model);
                Taggram taggram = tagger.tag(file, SIXTEEN); // the first of which is that of consecutive ones too
                TagScores first = taggram.windows().get(0).scores();
                requireClose(golden.getAsJsonArray("first_window"), first, SAME_FILE, clip);
                TagScores mean = taggram.scores();
                requireClose(golden.getAsJsonArray("mean_of_16"), mean, SAME_FILE, clip);
            }
        }
    }

    private static void requireClose(JsonArray golden, TagScores scores, double tolerance, String of) {
        assertEquals(golden.size(), scores.values().length);
        for (int k = 0; k < golden.size(); k++) {
            assertEquals(
                    golden.get(k).getAsDouble(),
                    scores.values()[k],
                    tolerance,
                    of + ": " + scores.tags().get(k));
        }
    }
}
