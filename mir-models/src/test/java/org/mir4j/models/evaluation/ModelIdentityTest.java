// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mir4j.models.card.CardJson;

/** An evaluation that version 0.1.0 began, whose cards knew neither {@code shortClips} nor {@code nonNegative}. */
class ModelIdentityTest {

    private static String text(String name) throws IOException {
        try (InputStream in = ModelIdentityTest.class.getResourceAsStream("/runs/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Map<String, String> begun() throws IOException {
        JsonObject run = JsonParser.parseString(text("evaluation-0.1.0.json")).getAsJsonObject();
        Map<String, String> model = new LinkedHashMap<>();
        for (String name : new String[] {"model", "weights", "card"}) {
            model.put(name, run.get(name).getAsString());
        }
        return model;
    }

    private static Map<String, String> identity(String card) {
        return ModelIdentity.of(CardJson.read(new StringReader(card), "model.json"));
    }

    @Test
    void aCardOfAnEarlierVersionIsTheSameAsItWas() throws IOException {
        assertEquals(begun(), identity(text("model-0.1.0.json")));
    }

    @Test
    void aCardThatSaysWhatWasInEffectIsTheSame() throws IOException {
        String now = CardJson.write(CardJson.read(new StringReader(text("model-0.1.0.json")), "model.json"));
        assertNotEquals(text("model-0.1.0.json"), now);
        assertEquals(begun(), identity(now));
    }

    /** Whose cards knew neither margins, nor equal files, nor axes in another order. */
    @Test
    void aSeparatorOfAnEarlierVersionIsTheSameAsItWas() throws IOException {
        assertEquals("592332a5f65be9c0", identity(text("separator-0.1.0.json")).get("card"));
    }

    @Test
    void aCardThatSaysAnythingElseIsAnother() throws IOException {
        String card = text("model-0.1.0.json");
        for (String another : new String[] {
            card.replace("\"aggregation\": \"mean\"", "\"aggregation\": \"mean\", \"shortClips\": \"looping\""),
            card.replace("\"penalty\": 0.0", "\"penalty\": 0.0, \"nonNegative\": true"),
            card.replace("\"penalty\": 0.0", "\"penalty\": 0.5")
        }) {
            assertNotEquals(card, another);
            assertNotEquals(begun().get("card"), identity(another).get("card"));
        }
    }
}
