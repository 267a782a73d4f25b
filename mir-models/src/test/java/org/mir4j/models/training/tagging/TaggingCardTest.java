// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training.tagging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mir4j.audio.window.ShortClips;
import org.mir4j.models.TinyModel;
import org.mir4j.models.card.ModelCard;
import org.mir4j.models.card.TaggingTask;
import org.mir4j.models.checkpoint.Tensor;
import org.mir4j.models.store.ModelDirectory;
import org.mir4j.models.training.TrainingFiles;
import org.mir4j.models.training.recipe.Recipes;

/** What a trained model's card says. */
class TaggingCardTest {

    @TempDir
    private Path directory;

    private ModelCard published(int labels, String... lines) {
        ModelCard card = TinyModel.card("tiny");
        TaggingTask tiny = card.tagging();
        List<String> names =
                IntStream.range(0, labels).mapToObj(i -> "label-" + i).toList();
        ModelSpec spec = new ModelSpec(tiny.windowSeconds(), ShortClips.LOOPING, tiny.frontEnd(), card.layers(), names);
        List<TaggingValidation.OfLabel> figures = IntStream.range(0, labels)
                .mapToObj(
                        i -> new TaggingValidation.OfLabel(names.get(i), 1, i == 1 ? Double.NaN : 0.5 + 0.01 * i, 0.4))
                .toList();
        TaggingRecipe recipe = Recipes.with(lines);
        ModelCard trained = new TaggingCard(recipe, spec, List.of(card), "songs")
                .of(TaggingValidation.of(TaggingRecipe.Metric.ROC_AUC, 0.1, 0.25, figures), 3);
        new TrainingFiles(directory).publish(trained, Map.of("weight", new Tensor(new long[] {1}, new float[] {1})));
        return ModelDirectory.open(directory).card();
    }

    @Test
    void itNamesTheLabelsThatItKnowsLeast() {
        List<String> notes = published(12, "notes: [has heard tones only]").notes();
        assertEquals("has heard tones only", notes.get(0));
        assertTrue(notes.get(1).contains("label-0 (0.50), label-2 (0.52), label-3 (0.53)"), notes.get(1));
        assertTrue(notes.get(1).endsWith("label-8 (0.58)."), notes.get(1));
    }

    @Test
    void ofAFewLabelsNoneIsTheWeakest() {
        assertEquals(List.of(), published(3).notes());
    }

    @Test
    void itSaysWhatWasMeasuredOnWhat() {
        List<ModelCard.MeasuredScore> scores = published(3).scores();
        assertEquals(
                List.of("ROC-AUC", "PR-AUC"),
                scores.stream().map(ModelCard.MeasuredScore::metric).toList());
        assertEquals("songs, valid", scores.get(0).dataset());
        assertEquals("validation of epoch 3", scores.get(0).reference());
    }

    @Test
    void againstTeachersItSaysSo() {
        ModelCard card = published(3, "teachers: {tags: {label-0: {tiny: low}}}");
        assertEquals(
                "songs, valid, and where nobody knows, against the teachers' highest tenth",
                card.scores().get(0).dataset());
    }
}
