// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.card;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mir4j.core.error.ModelException;
import org.mir4j.models.TinyModel;
import org.mir4j.models.settings.SettingsTree;
import org.mir4j.models.store.ModelStore;

/** Cards: those that come with the library, and those with faults. */
class CardJsonTest {

    private static final ModelStore STORE = new ModelStore(Path.of("absent"), Optional.empty());

    static List<String> published() {
        return STORE.publishedNames();
    }

    private static ModelCard read(String json) {
        return CardJson.read(new StringReader(json), "test.json");
    }

    private static String refusal(String json) {
        String message = assertThrows(ModelException.class, () -> read(json)).getMessage();
        assertTrue(message.startsWith("The model card test.json "), message);
        assertTrue(message.endsWith(".") && !message.contains("null pointer"), message);
        return message;
    }

    @ParameterizedTest
    @MethodSource("published")
    void cardsOfPublishedModelsAreComplete(String name) {
        ModelCard card = STORE.card(name);
        assertEquals(name, card.name());
        assertFalse(card.summary().isBlank());
        for (Source.Part file : card.source().files()) {
            String address = file.address();
            assertTrue(address == null ? STORE.isBundled(name) : address.matches("https://\\S+"), address);
        }
        assertFalse(card.licence().name().isBlank());
        assertTrue(card.licence().url().startsWith("https://"));
        assertFalse(card.citations().isEmpty());
        assertTrue(
                !card.scores().isEmpty() || card.notes().stream().anyMatch(note -> note.contains("gives no scores")));
        assertEquals(null, card.weightsSha256());
        boolean separator = card.task() instanceof SeparationTask;
        for (ModelCard.MeasuredScore score : card.scores()) {
            assertEquals(separator, score.metric().startsWith("SDR "));
            assertTrue(score.value() > 0 && score.value() < (separator ? 20 : 1), score.toString());
        }
        List<String> outputs =
                separator ? card.separation().outputs() : card.tagging().labels();
        for (String output : outputs) {
            assertEquals(output.strip(), output);
        }
    }

    @ParameterizedTest
    @MethodSource("published")
    void cardsSurviveBeingWritten(String name) {
        ModelCard card = STORE.card(name);
        assertEquals(card, read(CardJson.write(card)));
        ModelCard stored = card.withWeights("ab".repeat(32));
        assertEquals(stored, read(CardJson.write(stored)));
    }

    @ParameterizedTest
    @CsvSource({"msd-fcn, fcn", "mtat-crnn, crnn", "jamendo-musicnn, musicnn", "audioset-mn04, mobilenet-v3"})
    void encodersSayWhatTheyAre(String name, String type) {
        assertEquals(type, SettingsTree.name((Record) STORE.card(name).layers().encoder()));
        assertTrue(CardJson.write(STORE.card(name)).contains("\"type\": \"" + type + "\""));
    }

    /** The card of the tiny model with one value changed or, where there is no new value, taken out. */
    private static String changed(String path, String json) {
        JsonObject card =
                JsonParser.parseString(CardJson.write(TinyModel.card("tiny"))).getAsJsonObject();
        String[] steps = path.split("/");
        JsonObject parent = card;
        for (int i = 0; i < steps.length - 1; i++) {
            parent = parent.getAsJsonObject(steps[i]);
        }
        JsonElement removed = parent.remove(steps[steps.length - 1]);
        assertTrue(removed != null || json != null, "no " + path);
        if (json != null) {
            parent.add(steps[steps.length - 1], JsonParser.parseString(json));
        }
        return card.toString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name",
                "task",
                "task/windowSeconds",
                "task/frontEnd",
                "task/frontEnd/sampleRate",
                "task/frontEnd/stft",
                "task/frontEnd/stft/hop",
                "task/frontEnd/stft/window",
                "task/frontEnd/mel",
                "task/frontEnd/mel/scale",
                "task/frontEnd/log",
                "task/frontEnd/log/form",
                "task/frontEnd/power",
                "task/frontEnd/preEmphasis",
                "task/frontEnd/shift",
                "task/frontEnd/scale",
                "task/frontEnd/log/constant",
                "task/frontEnd/log/range",
                "task/frontEnd/mel/minHertz",
                "task/network",
                "task/network/encoder",
                "task/network/encoder/type",
                "task/network/encoder/channels",
                "task/network/encoder/pooling",
                "task/network/pooling",
                "task/network/classifier",
                "task/network/classifier/hidden",
                "task/network/classifier/norm",
                "source",
                "source/file",
                "source/sha256",
                "licence",
                "licence/name",
                "task/labels"
            })
    void aMissingPartIsRefusedAndNamed(String path) {
        String message = refusal(changed(path, null));
        String key = path.replace('/', '.');
        boolean encoder = key.endsWith("type"); // without it nobody knows what else to expect
        assertTrue(
                message.contains(
                        encoder ? "'task.network.encoder' has the unknown type" : "the key '" + key + "' is missing"),
                message);
        assertTrue(read(changed("summary", null)).tagging().labels().contains("low"));
    }

    @ParameterizedTest
    @CsvSource({
        "shift, shift",
        "task/frontEnd/shft, task.frontEnd.shft",
        "task/frontEnd/stft/Hop, task.frontEnd.stft.Hop",
        "task/frontEnd/log/type, task.frontEnd.log.type",
        "task/network/encoder/hidden, task.network.encoder.hidden",
        "task/network/classifier/dropped, task.network.classifier.dropped",
        "source/url, source.url"
    })
    void anUnknownKeyIsRefusedAndNamed(String path, String named) {
        String message = refusal(changed(path, "1"));
        assertTrue(message.contains("the key '" + named + "' is unknown; expected one of "), message);
    }

    @Test
    void keysWithinListsAreHeldAgainstTheirRecordsToo() {
        String mistyped = "[{'from': 'a', 'to': 'b'}, {'from': 'a', 'too': 'b'}]";
        String message = refusal(changed("source/renamed", mistyped.replace('\'', '"')));
        assertTrue(message.contains("the key 'source.renamed[1].too' is unknown; expected one of from, to"), message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name | '../../etc' | ../../etc",
                "name | 'Upper' | Upper",
                "task/windowSeconds | -1 | -1",
                "task/windowSeconds | 3601 | 3601",
                "task/windowSeconds | NaN | NaN",
                "task/windowSeconds | 'long' | long",
                "task/aggregation | 'median' | [max, mean]",
                "task/frontEnd/sampleRate | 0 | 0",
                "task/frontEnd/sampleRate | 2000000000 | samples",
                "task/frontEnd/stft/fftSize | 63 | 63",
                "task/frontEnd/stft/window | 'hamming' | hann-periodic",
                "task/frontEnd/stft/window | 3 | stft.window",
                "task/frontEnd/mel/maxHertz | 4001 | 4001",
                "task/frontEnd/mel/scale | 'bark' | [htk, slaney]",
                "task/frontEnd/power | 3 | 3",
                "task/frontEnd/preEmphasis | 1e999 | has to be a finite number, got 1e999",
                "task/frontEnd/preEmphasis | 'NaN' | NaN",
                "task/frontEnd/shift | -1e999 | has to be a finite number, got -1e999",
                "task/frontEnd/scale | 'NaN' | NaN",
                "task/frontEnd/scale | 1e999 | has to be a finite number, got 1e999",
                "task/frontEnd/log/range | 'NaN' | NaN",
                "task/frontEnd/log/range | 1e999 | has to be a finite number, got 1e999",
                "task/frontEnd/log/constant | 1e999 | has to be a finite number, got 1e999",
                "task/network/encoder/type | 'transformer' | mobilenet-v3, musicnn",
                "task/network/encoder/type | [] | mobilenet-v3, musicnn",
                "task/network/encoder | [] | ",
                "task/network/encoder/channels | [4] | 1 convolutions",
                "task/network/encoder/channels | [4, 0] | [4, 0]",
                "task/network/encoder/channels | [4, null] | network.encoder.channels[1]' has no value",
                "task/network/encoder/pooling | [[2, 2], [4]] | [4]",
                "task/network/encoder/pooling | [[2, 2], null] | network.encoder.pooling[1]' has no value",
                "task/network/encoder/pooling | [[2, 2], [0, 1]] | [0, 1]",
                "task/network/pooling | 'unheard-of' | last, max, max-mean, mean",
                "task/network/classifier/hidden | -1 | -1",
                "task/network/classifier/activation | 'relu' | no activation",
                "source/sha256 | 'ABCD' | ABCD",
                "source/file | '../x.pth' | ../x.pth",
                "source/ignored | ['('] | (",
                "source/ignored | [null] | source.ignored[0]' has no value",
                "source/renamed | [{'from': '(', 'to': ''}] | (",
                "source/renamed | [{'from': '(a)b', 'to': '$9'}] | $9",
                "source/renamed | [{'from': '(a)b', 'to': '${x}'}] | ${x}",
                "source/renamed | [{'from': '(a)b', 'to': 'c$'}] | c$",
                "source/renamed | [null] | source.renamed[0]' has no value",
                "source/renamed | [{'from': 'a', 'to': null}] | null",
                "task/labels | [] | labels",
                "task/labels | ['a', 'a'] | different",
                "task/labels | ['a', null] | labels",
                "task/labels | ['a', ' '] | blank",
                "weightsSha256 | 'beef' | beef"
            },
            quoteCharacter = '`')
    void aWrongValueIsRefusedAndNamed(String path, String value, String named) {
        String message = refusal(changed(path, value.replace('\'', '"')));
        assertTrue(named == null || message.contains(named), message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mtat-musicnn | verticalHeights | [] | filters",
                "mtat-musicnn | verticalHeights | [1.5] | 1.5",
                "mtat-musicnn | horizontalWidths | [64] | 64",
                "mtat-musicnn | horizontalWidths |  | horizontalWidths",
                "mtat-musicnn | midChannels | 0 | 0",
                "mtat-crnn | hidden | 0 | 0",
                "mtat-crnn | recurrentLayers |  | recurrentLayers",
                "audioset-mn04 | width | -1 | -1",
                "audioset-mn04 | width | 1e9 | 1.0E9"
            })
    void everyEncoderRefusesWhatItCannotBeBuiltFrom(String model, String setting, String value, String named) {
        JsonObject card =
                JsonParser.parseString(CardJson.write(STORE.card(model))).getAsJsonObject();
        JsonObject encoder =
                card.getAsJsonObject("task").getAsJsonObject("network").getAsJsonObject("encoder");
        encoder.remove(setting);
        if (value != null) {
            encoder.add(setting, JsonParser.parseString(value));
        }
        String message = refusal(card.toString());
        assertTrue(message.contains(named), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "null", "7", "<html>", "{\"name\": {}}", "{\"labels\": 3}"})
    void whatIsNoCardIsRefused(String text) {
        refusal(text);
    }

    @Test
    void aCardNamesItsWindowInSamples() {
        assertEquals(TinyModel.WINDOW, TinyModel.card("tiny").tagging().windowSamples());
        assertEquals(464000, STORE.card("msd-fcn").tagging().windowSamples());
    }

    @Test
    void whatWasMeasuredOfAModelDoesNotHoldForOneLikeIt() {
        ModelCard card = STORE.card("msd-fcn");
        ModelCard like = card.like(
                "mine",
                card.source().of("mine.pth", "cd".repeat(32)),
                card.tagging().labelled(List.of("a", "b")));
        assertEquals(List.of(), like.scores());
        assertEquals("not stated", like.licence().name());
        assertEquals(null, like.source().address());
        assertEquals(card.tagging().frontEnd(), like.tagging().frontEnd());
        assertEquals(card.tagging().network(), like.tagging().network());
    }
}
