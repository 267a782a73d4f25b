// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mir4j.core.error.ModelException;

/** What a recipe may not say, and in which line it says it. */
class RecipeFaultsTest {

    private static final String WHOLE = Recipes.whole();

    private static String refusal(String yaml) {
        String message = assertThrows(ModelException.class, () -> RecipeFile.parse(yaml, "my.yaml"))
                .getMessage();
        assertTrue(message.startsWith("The recipe my.yaml cannot be used, line ") && message.endsWith("."), message);
        return message.substring("The recipe my.yaml cannot be used, line ".length(), message.length() - 1);
    }

    private static String changed(String line, String other) {
        assertTrue(WHOLE.contains(line), line);
        return WHOLE.replaceFirst(Pattern.quote(line), Matcher.quoteReplacement(other));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "crops: 3 | `crop: 3` | 12: the key 'data.crop' is unknown; expected one of dataset, train,"
                        + " validation, holdOut, crops",
                "batch: 16 | batches: 16 | 70: the key 'batches' is unknown; expected one of name, summary, licence,"
                        + " notes, data, labels, window, shortClips, frontEnd, network, init, frozen, fixedNorms, rates, teachers, loss, optimiser,"
                        + " schedule, average, startShare, augmentation, batch, epochs, metric, patience, seed",
                "batch: 16 | batch: many | 70: the key 'batch' has to be a number, got \"many\"",
                "batch: 16 | batch: 1.5 | 70: the key 'batch' has to be a whole number, got 1.5",
                "batch: 16 | batch: 0x10 | 70: the key 'batch' has to be a number, got \"0x10\"",
                "batch: 16 | batch: | 70: the key 'batch' has no value",
                "name: whole-1.0 | name: 5 | 2: the key 'name' has to be a text, got 5",
                "name: whole-1.0 | name: 1.0 | 2: the key 'name' has to be a text, got 1.0",
                "- 'off' | - true | 15: the key 'labels[1]' has to be a text, got true",
                "- 'off' | - | 15: the key 'labels[1]' has no value",
                "window: 0.2 | window: wide | 17: the key 'window' has to be a number, got \"wide\"",
                "window: 0.2 | window: .inf | 17: the key 'window' has to be a number, got \".inf\"",
                "bands: 8 | `bnads: 8` | 24: the key 'frontEnd.mel.bnads' is unknown; expected one of bands,"
                        + " minHertz, maxHertz, scale, norm, triangles",
                "scale: htk | `scale: mel` | 27: the key 'frontEnd.mel.scale' has to be one of [htk, slaney],"
                        + " got \"mel\"",
                "- [4, 2] | `- [4, 2.5]` | 39: the key 'network.encoder.pooling[1][1]' has to be a whole number,"
                        + " got 2.5",
                "metric: pr-auc | metric: f1 | 72: the key 'metric' has to be one of [accuracy, pr-auc, roc-auc], got"
                        + " \"f1\"",
                "teacher: high | `teacher: [high]` | 51: the key 'teachers.tags.hip.hop.teacher' has to be a"
                        + " text, got [\"high\"]",
            })
    void aValueThatDoesNotFitIsToldWithLineAndKey(String line, String other, String message) {
        assertEquals(message, refusal(changed(line, other)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "seed: 42\\n | `` | 2: the key 'seed' is missing",
                "`dataset: songs\\n  ` | `` | 7: the key 'data.dataset' is missing",
                "`bands: 8\\n    ` | `` | 23: the key 'frontEnd.mel.bands' is missing",
                "- [2, 2]\\n    - [4, 2]\\n | `- [2]\\n    - 3\\n` | 39: the key 'network.encoder.pooling[1]' has to"
                        + " be a list, got 3",
            })
    void aMissingKeyIsToldWithTheLineOfWhatLacksIt(String lines, String others, String message) {
        assertEquals(message, refusal(changed(lines.replace("\\n", "\n"), others.replace("\\n", "\n"))));
    }

    @Test
    void anUnknownEncoderIsToldWithThoseThatThereAre() {
        String message = refusal(changed("type: fcn", "type: fnc"));
        assertTrue(message.startsWith("34: the key 'network.encoder' has the unknown type \"fnc\"; expected one of ["));
        assertTrue(message.contains("fcn, "), message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "warmUp: 0.1 | warmUp: 7 | 61: the warm-up is a part from 0 to less than 1, got 7.0",
                "momentum: 0.9 | momentum: 1 | 55: momentum is a part from 0 to less than 1, got 1.0",
                "gain: 6 | gain: 70 | 65: a gain lies between 0 and 60 dB, and mix-up between 0 and 100, got 70.0 and 0.3",
                "count: 2 | count: -2 | 68: masks are a number of stretches of a part of an axis, got -2 of at most 0.1",
                "window: 0.2 | window: 7e4 | 2: a window lasts more than 0 s and at most an hour, got 70000.0",
            })
    void whatARecordRefusesIsToldWithTheLineOfTheRecord(String value, String other, String message) {
        assertEquals(message, refusal(changed(value, other)));
    }

    @Test
    void aKeyThatComesTwiceIsRefused() {
        assertEquals("71: the key 'batch' comes twice", refusal(changed("batch: 16", "batch: 16\nbatch: 17")));
        assertEquals(
                "25: the key 'frontEnd.mel.bands' comes twice", refusal(changed("bands: 8", "bands: 8\n    bands: 9")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"data: &d\n  dataset: songs", "name: &n least", "labels: &l [a, *l]", "x: &x {y: *x}"})
    void anchorsAreRefused(String yaml) {
        assertEquals(
                "3: anchors are not supported; write what they stand for at each place", refusal("# a\n# b\n" + yaml));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "a: [1, 2", "a: b: c", "\"", "a: *b", "\ta: 1", "{a: 1]", "@"})
    void whatIsNoYamlIsRefused(String yaml) {
        String message = refusal("\n\n" + yaml);
        assertTrue(message.matches("[345]: it is no YAML: .+"), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "# nothing\n", "---", "~"})
    void anEmptyTextIsNoRecipe(String yaml) {
        assertEquals("1: it has no value", refusal(yaml));
    }

    @Test
    void aListIsNoRecipe() {
        assertEquals("2: it has to be keys with values, got [\"name\"]", refusal("# a list\n- name\n"));
    }

    @Test
    void aKeyThatIsNoTextIsRefused() {
        assertEquals("2: a key is a text", refusal("name: a\n? [a, b]\n: c\n"));
    }

    @Test
    void aTextOfSeveralDocumentsIsRefused() {
        int second = (int) Recipes.LEAST.lines().count() + 1;
        String message = refusal(Recipes.LEAST + "---\n" + Recipes.LEAST);
        assertTrue(message.startsWith(second + ": it is no YAML: "), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "- ", "a: [", "{a: ", "? "})
    void levelsWithoutEndAreRefused(String level) {
        assertEquals("2: it has more than 50 levels", refusal("\n" + level.repeat(200_000)));
    }

    @Test
    void levelsOnLinesOfTheirOwnAreRefusedWhereTheyBecomeTooMany() {
        StringBuilder yaml = new StringBuilder();
        for (int level = 0; level < 60; level++) {
            yaml.append(" ".repeat(level)).append("a:\n");
        }
        assertEquals("51: it has more than 50 levels", refusal(yaml.toString()));
    }
}
