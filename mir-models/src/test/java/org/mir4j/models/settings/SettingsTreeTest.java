// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Records of settings as trees, on a made-up band. */
class SettingsTreeTest {

    /** What somebody plays. */
    public sealed interface Instrument permits Voice, Strings {}

    /** Has no settings. */
    @Named("voice")
    public record Voice() implements Instrument {}

    /** Has settings. */
    @Named("strings")
    public record Strings(int count, @Omittable Material material) implements Instrument {

        /** Refuses instruments without strings. */
        public Strings {
            if (count < 1) {
                throw new IllegalArgumentException("an instrument has strings, got " + count);
            }
        }
    }

    /** What strings are made of. */
    public enum Material {
        GUT,
        WOUND_STEEL
    }

    /** All kinds of settings. */
    public record Band(
            String name,
            double loudness,
            long fans,
            @Omittable int records,
            @Omittable boolean famous,
            @Omittable Double weight,
            @Omittable List<Instrument> instruments,
            @Omittable List<List<Integer>> tours,
            @Omittable Map<String, Map<String, Double>> fees) {}

    private static final String PLAIN = "{'name': 'a', 'loudness': 0.5, 'fans': 3}";

    private static Band read(String json) {
        return SettingsTree.read(JsonParser.parseString(json), Band.class);
    }

    private static Band with(String more) {
        return read(PLAIN.replace("}", ", " + more + "}"));
    }

    private static void refuses(String more, String path, String message) {
        SettingsException refusal = assertThrows(SettingsException.class, () -> with(more));
        assertEquals(path, refusal.path());
        assertEquals(message, refusal.getMessage());
    }

    @Test
    void whatIsLeftOutIsNothing() {
        assertEquals(new Band("a", 0.5, 3, 0, false, null, null, null, null), read(PLAIN));
    }

    @ParameterizedTest
    @ValueSource(strings = {"name", "loudness", "fans"})
    void whatMayNotBeLeftOutIsMissed(String key) {
        JsonObject tree = JsonParser.parseString(PLAIN).getAsJsonObject();
        tree.remove(key);
        SettingsException refusal = assertThrows(SettingsException.class, () -> SettingsTree.read(tree, Band.class));
        assertEquals(key, refusal.path());
        assertEquals("the key '" + key + "' is missing", refusal.getMessage());
    }

    @Test
    void anUnknownKeyIsRefusedWithThoseThatAreKnown() {
        refuses(
                "'lodness': 1",
                "lodness",
                "the key 'lodness' is unknown; expected one of name, loudness, fans, records, famous, weight,"
                        + " instruments, tours, fees");
        refuses(
                "'instruments': ['voice', {'type': 'strings', 'count': 4, 'strings': 4}]",
                "instruments[1].strings",
                "the key 'instruments[1].strings' is unknown; expected one of count, material");
    }

    @Test
    void kindsGoByName() {
        assertEquals(
                List.of(new Voice(), new Strings(4, null), new Strings(6, Material.WOUND_STEEL), new Voice()),
                with("'instruments': ['voice', {'type': 'strings', 'count': 4},"
                                + " {'type': 'strings', 'material': 'wound-steel', 'count': 6}, {'type': 'voice'}]")
                        .instruments());
    }

    @ParameterizedTest
    @ValueSource(strings = {"'vioce'", "{'type': 'vioce'}", "{'count': 4}", "{'type': 1}", "1", "[]", "true"})
    void anUnknownKindIsRefusedWithThoseThatThereAre(String kind) {
        SettingsException refusal = assertThrows(SettingsException.class, () -> with("'instruments': [" + kind + "]"));
        assertEquals("instruments[0]", refusal.path());
        assertTrue(refusal.getMessage().startsWith("the key 'instruments[0]' has the unknown type "));
        assertTrue(refusal.getMessage().endsWith("; expected one of [strings, voice]"), refusal.getMessage());
    }

    @Test
    void aKindWithSettingsNeedsThem() {
        refuses("'instruments': ['strings']", "instruments[0].count", "the key 'instruments[0].count' is missing");
    }

    @Test
    void listsAndMapsMayLieWithinEachOther() {
        Band band = with("'tours': [[1, 2], [], [3]], 'fees': {'Oslo': {'mon.': 1, 'tue': 2.5}, 'Rome': {}}");
        assertEquals(List.of(List.of(1, 2), List.of(), List.of(3)), band.tours());
        assertEquals(Map.of("Oslo", Map.of("mon.", 1.0, "tue", 2.5), "Rome", Map.of()), band.fees());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'records': 'many' | records | has to be a number, got \"many\"",
                "'records': '3' | records | has to be a number, got \"3\"",
                "'records': true | records | has to be a number, got true",
                "'records': 1.5 | records | has to be a whole number, got 1.5",
                "'fans': 0.1 | fans | has to be a whole number, got 0.1",
                "'name': 3 | name | has to be a text, got 3",
                "'name': ['a'] | name | has to be a text, got [\"a\"]",
                "'famous': 1 | famous | is true or false, got 1",
                "'famous': 'true' | famous | is true or false, got \"true\"",
                "'instruments': 'voice' | instruments | has to be a list, got \"voice\"",
                "'tours': [1] | tours[0] | has to be a list, got 1",
                "'tours': [[1], [2, 'x']] | tours[1][1] | has to be a number, got \"x\"",
                "'fees': [] | fees | has to be keys with values, got []",
                "'fees': {'Oslo': {'mon': 'x'}} | fees.Oslo.mon | has to be a number, got \"x\"",
                "'records': null | records | has no value",
                "'famous': null | famous | has no value",
                "'tours': [[1, null]] | tours[0][1] | has no value",
                "'instruments': [null] | instruments[0] | has no value",
                "'fees': {'Oslo': null} | fees.Oslo | has no value",
                "'loudness': 1e999 | loudness | has to be a finite number, got 1e999",
                "'records': 3000000000 | records | has to be a whole number of at most 2147483647, got 3000000000",
                "'fans': 1e17 | fans | has to be a whole number of at most 9007199254740992, got 1e17",
            })
    void whatHasTheWrongTypeIsRefused(String more, String path, String message) {
        refuses(more, path, "the key '" + path + "' " + message);
    }

    @Test
    void aConstantGoesByItsWords() {
        refuses(
                "'instruments': [{'type': 'strings', 'count': 1, 'material': 'WOUND_STEEL'}]",
                "instruments[0].material",
                "the key 'instruments[0].material' has to be one of [gut, wound-steel], got \"WOUND_STEEL\"");
    }

    @Test
    void nullIsNothingWhereNothingMayBe() {
        assertNull(with("'weight': null, 'tours': null").weight());
    }

    @Test
    void whatARecordRefusesIsToldWithItsPlace() {
        refuses(
                "'instruments': ['voice', {'type': 'strings', 'count': 0}]",
                "instruments[1]",
                "an instrument has strings, got 0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "null | it has no value",
                "[] | it has to be keys with values, got []",
                "3 | it has to be keys with values, got 3"
            })
    void aTreeWithoutKeysIsNoRecord(String json, String message) {
        SettingsException refusal = assertThrows(SettingsException.class, () -> read(json));
        assertEquals("", refusal.path());
        assertEquals(message, refusal.getMessage());
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        Band band = new Band(
                "ünï \"x\"",
                1e-7,
                1L << 52,
                7,
                true,
                2.0,
                List.of(new Voice(), new Strings(4, Material.GUT)),
                List.of(List.of(1), List.of()),
                Map.of("Oslo", Map.of("mon", 0.1)));
        assertEquals(band, SettingsTree.read(SettingsTree.tree(band), Band.class));
        assertEquals(band, read(SettingsTree.json(band)));
    }

    @Test
    void whatIsNothingIsNotWritten() {
        Band band = read(PLAIN);
        assertEquals(
                JsonParser.parseString("{'name': 'a', 'loudness': 0.5, 'fans': 3, 'records': 0, 'famous': false}"),
                SettingsTree.tree(band));
        assertEquals("\"voice\"\n", SettingsTree.json(new Voice()));
        assertEquals("strings", SettingsTree.name(new Strings(1, null)));
    }

    /** One of two kinds, of which the first was there before there were two. */
    public sealed interface Tuning permits Strung, Digital {}

    /** Meant where no kind is named. */
    @Named(value = "strung", implied = true)
    public record Strung(int hertz) implements Tuning {}

    /** Has a name to be meant by. */
    @Named("digital")
    public record Digital(@Omittable int hertz) implements Tuning {}

    /** Has one of them. */
    public record Piano(Tuning tuning) {}

    @Test
    void theKindThatIsImpliedNeedsNoNameAndIsWrittenWithoutOne() {
        String plain = "{'tuning': {'hertz': 440}}".replace('\'', '"');
        Piano strung = SettingsTree.read(JsonParser.parseString(plain), Piano.class);
        assertEquals(new Piano(new Strung(440)), strung);
        assertEquals(JsonParser.parseString(plain), SettingsTree.tree(strung));
        String named = "{'tuning': {'type': 'strung', 'hertz': 440}}".replace('\'', '"');
        assertEquals(strung, SettingsTree.read(JsonParser.parseString(named), Piano.class));
        Piano digital = new Piano(new Digital(442));
        assertEquals(digital, SettingsTree.read(SettingsTree.tree(digital), Piano.class));
        String unknown = "{'tuning': {'type': 'gut'}}".replace('\'', '"');
        assertThrows(SettingsException.class, () -> SettingsTree.read(JsonParser.parseString(unknown), Piano.class));
    }
}
