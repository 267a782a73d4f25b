package org.mir4j.models.card;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
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
}
