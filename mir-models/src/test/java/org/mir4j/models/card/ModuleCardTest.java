// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.card;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.mir4j.audio.window.ShortClips;
import org.mir4j.core.error.ModelException;
import org.mir4j.core.tagging.Taggram.Aggregation;
import org.mir4j.models.ScriptedModels;
import org.mir4j.models.checkpoint.WeightsFormat;
import org.mir4j.models.layer.OutputActivation;
import org.mir4j.models.network.ScriptedTagsSettings;
import org.mir4j.models.waveform.BagSettings;
import org.mir4j.models.waveform.ScriptedWaveformsSettings;

class ModuleCardTest {

    private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);
    private static final Source SOURCE = new Source(null, "m.pt", "0".repeat(64), List.of(), List.of(), null);

    @Test
    void whatIsTheSameForMostModulesCanBeLeftOut() {
        TaggingTask task =
                (TaggingTask) ModuleCard.parse(ScriptedModels.TAGS, "card").task();
        assertTrue(task.frontEnd().isSamples());
        assertEquals(512, task.windowSamples());
        assertEquals(ShortClips.PADDING, task.shortClips());
        assertEquals(Aggregation.MEAN, task.aggregation());
        assertEquals(new ScriptedTagsSettings(OutputActivation.SIGMOID), task.network());
        ModuleCard logMel = ModuleCard.parse(ScriptedModels.LOG_MEL, "card");
        assertEquals(new ScriptedTagsSettings(OutputActivation.NONE), ((TaggingTask) logMel.task()).network());
        assertEquals(1, ((TaggingTask) logMel.task()).frontEnd().scale());
        assertEquals("not stated", logMel.licence().name());
    }

    @Test
    void aCardIsWrittenAndReadAgain() {
        for (String yaml :
                List.of(ScriptedModels.STEMS, ScriptedModels.MASKS, ScriptedModels.TAGS, ScriptedModels.LOG_MEL)) {
            ModelCard card = ModuleCard.parse(yaml, "card").of("mine", SOURCE);
            assertEquals(card, CardJson.read(new StringReader(CardJson.write(card)), "card"));
            assertEquals(WeightsFormat.TORCHSCRIPT, card.task().format());
        }
    }

    @Test
    void onlyAModelOfTensorsHasLayers() {
        ModelCard card = ModuleCard.parse(ScriptedModels.TAGS, "card").of("mine", SOURCE);
        assertTrue(assertThrows(ModelException.class, card::layers)
                .getMessage()
                .startsWith("The model mine is a TorchScript module"));
    }

    @Test
    void noMemberOfABagIsAFileOfItsOwn() {
        ScriptedWaveformsSettings module = new ScriptedWaveformsSettings(false);
        assertThrows(IllegalArgumentException.class, () -> new BagSettings.Member(module, null));
    }

    @Test
    void theCardsOfThePageCanBeUsed() throws IOException {
        Path page = Path.of("..", "docs", "torchscript.md");
        Matcher card = YAML.matcher(Files.readString(page));
        Set<Class<?>> tasks = new HashSet<>();
        int cards = 0;
        while (card.find()) {
            ModelTask task = ModuleCard.parse(card.group(1), page.toString()).task();
            task.build();
            tasks.add(task.getClass());
            cards++;
        }
        assertEquals(4, cards);
        assertEquals(Set.of(TaggingTask.class, MaskingTask.class, WaveformTask.class), tasks);
    }
}
