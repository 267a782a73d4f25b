// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.card;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mir4j.core.error.ModelException;
import org.mir4j.models.checkpoint.Tensor;

class SourceTest {

    private static final Tensor ONE = new Tensor(new long[0], new float[1]);

    private static Source source(List<String> ignored, Source.Rename... rules) {
        return new Source(null, "x.pth", "0".repeat(64), ignored, List.of(rules), null);
    }

    private static Map<String, Tensor> tensors(String... names) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (String name : names) {
            tensors.put(name, ONE);
        }
        return tensors;
    }

    @ParameterizedTest
    @ValueSource(strings = {"a*a*a*a*a*a*a*a*b", "^(.*)(.*)(.*)(.*)(.*)(.*)b$", "^(a|ab?|a\\1?)*c"})
    @Timeout(60)
    void rulesThatTryWithoutEndAreGivenUp(String rule) {
        String name = "a".repeat(200) + "!";
        for (Source source : List.of(source(List.of(rule)), source(List.of(), new Source.Rename(rule, "b")))) {
            String message = assertThrows(ModelException.class, () -> source.weights(tensors(name)))
                    .getMessage();
            assertTrue(message.contains("'" + rule + "' does not come to an end"), message);
        }
    }

    @Test
    void axesCanBeInTheReverseOrder() {
        Source keras = new Source(null, "x.index", "0".repeat(64), List.of(), List.of(), null, null, true);
        float[] numbers = new float[24];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = i;
        }
        Tensor kernel = new Tensor(new long[] {2, 3, 4}, numbers);
        Tensor weight = keras.weights(Map.of("w", kernel)).get("w");
        assertArrayEquals(new long[] {4, 3, 2}, weight.shape());
        for (int i = 0; i < 24; i++) {
            int at = i % 2 * 12 + i / 2 % 3 * 4 + i / 6;
            assertEquals(numbers[at], weight.values()[i]);
        }
        assertEquals(kernel, weight.reversed());
        Tensor row = new Tensor(new long[] {1, 3}, new float[] {1, 2, 3});
        assertEquals(new Tensor(new long[] {3, 1}, row.values()), row.reversed());
        Tensor hollow = new Tensor(new long[] {3, 0}, new float[0]);
        assertEquals(new Tensor(new long[] {0, 3}, new float[0]), hollow.reversed());
        assertTrue(keras.of("y", "1".repeat(64)).reversed());
    }

    @Test
    void rulesAndTheirNamesAreShort() {
        String rule = "(".repeat(5000) + ")".repeat(5000);
        assertThrows(IllegalArgumentException.class, () -> source(List.of(rule)));
        assertThrows(IllegalArgumentException.class, () -> new Source.Rename(rule, "b"));
        Source source = source(List.of("^(a|b)*$"));
        assertThrows(ModelException.class, () -> source.weights(tensors("a".repeat(100_000))));
    }

    @Test
    void namesAreIgnoredAndRenamedInOrder() {
        Source source = source(
                List.of("tracked$", "^spec\\."),
                new Source.Rename("^layer(\\d)\\.(\\d)", "encoder.$1$2"),
                new Source.Rename("12$", "twelve"));
        Map<String, Tensor> weights =
                source.weights(tensors("spec.fb", "layer1.2", "layer1.2.w", "bn.num_batches_tracked", "other"));
        assertEquals(List.of("encoder.twelve", "encoder.12.w", "other"), List.copyOf(weights.keySet()));
    }

    @Test
    void twoTensorsOfOneNameAreRefused() {
        Source source = source(List.of(), new Source.Rename("^[ab]$", "c"));
        String message = assertThrows(ModelException.class, () -> source.weights(tensors("a", "b")))
                .getMessage();
        assertTrue(message.contains("x.pth") && message.contains("the name c"), message);
    }

    private static Source.Part part(String file, String sha256, String prefix) {
        return new Source.Part(null, file, sha256, prefix);
    }

    private static Source parts(Source.Part... parts) {
        return new Source(
                null, null, null, List.of("^skip"), List.of(new Source.Rename("^a", "b")), null, List.of(parts));
    }

    @Test
    void partsAreJoinedUnderTheirPrefixes() {
        Source source = parts(part("x.pth", "01234567", "one."), part("y.pth", "89abcdef", "two."));
        Map<String, Tensor> weights = source.weights(List.of(tensors("a", "skip.me"), tensors("a", "c")));
        assertEquals(List.of("one.b", "two.b", "two.c"), List.copyOf(weights.keySet()));
        Source same = parts(part("x.pth", "01234567", null), part("y.pth", "89abcdef", null));
        String message = assertThrows(ModelException.class, () -> same.weights(List.of(tensors("a"), tensors("b"))))
                .getMessage();
        assertTrue(message.contains("y.pth") && message.contains("the name b"), message);
        assertThrows(IllegalArgumentException.class, () -> source.weights(tensors("a")));
    }

    @Test
    void aFileIsTheOnlyPartOfItself() {
        Source source = new Source("https://example.org/x", "x.pth", "0".repeat(64), List.of(), List.of(), null);
        assertEquals(List.of(new Source.Part("https://example.org/x", "x.pth", "0".repeat(64), "")), source.files());
        Source other = parts(part("y.pth", "89abcdef", "two.")).of("z.pth", "1".repeat(64));
        assertEquals(List.of(part("z.pth", "1".repeat(64), "")), other.files());
    }

    @Test
    void whatIsNoPartIsRefused() {
        for (String digits : List.of("0123456", "0123456g", "0".repeat(65), "ABCDEF01", "")) {
            assertThrows(IllegalArgumentException.class, () -> part("x.pth", digits, ""), digits);
        }
        assertThrows(IllegalArgumentException.class, () -> part("a/x.pth", "01234567", ""));
        assertThrows(IllegalArgumentException.class, () -> parts());
        List<Source.Part> one = List.of(part("x.pth", "01234567", ""));
        assertThrows(
                IllegalArgumentException.class,
                () -> new Source(null, "x.pth", "0".repeat(64), List.of(), List.of(), null, one));
    }
}
