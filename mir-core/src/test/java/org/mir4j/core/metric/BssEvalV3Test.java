// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.core.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BssEvalV3Test {

    private static final double TOLERANCE = 1e-6;

    private static SyntheticSources sources(Goldens golden) {
        return SyntheticSources.of(golden.number(1), golden.number(2), golden.number(3), "plain");
    }

    private static void assertScores(Goldens golden, List<SeparationScores> scores) {
        for (String[] line : golden.lines("score")) {
            Goldens.assertScores(line, 2, scores.get(Integer.parseInt(line[1])), TOLERANCE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sources", "gain"})
    void filteredSourcesScoreAsInMirEvalAndScaledOnesAsInBssEval2(String kind) {
        for (Goldens golden : Goldens.ofKind(kind)) {
            SyntheticSources sources = sources(golden);
            assertScores(
                    golden, BssEvalV3.sources(sources.monoReferences(), sources.monoEstimates(), golden.number(4)));
        }
    }

    @Test
    void imagesScoreAsInMirEval() {
        for (Goldens golden : Goldens.ofKind("images")) {
            SyntheticSources sources = sources(golden);
            assertScores(golden, BssEvalV3.images(sources.references(), sources.estimates()));
        }
    }

    @Test
    void theBestOrderOfEstimatesIsMirEvals() {
        for (Goldens golden : Goldens.ofKind("permuted")) {
            SyntheticSources sources = sources(golden);
            List<float[]> shuffled = new ArrayList<>(sources.monoEstimates());
            Collections.rotate(shuffled, 1);
            BssEvalV3.Matched matched = BssEvalV3.permuted(sources.monoReferences(), shuffled, golden.number(4));
            assertScores(golden, matched.scores());
            assertEquals(
                    golden.lines("score").stream()
                            .map(line -> Integer.valueOf(line[6]))
                            .toList(),
                    matched.estimates());
        }
    }

    @Test
    void silenceHasNoScores() {
        List<float[]> references = List.of(
                new float[100],
                SyntheticSources.of(1, 1, 100, "plain").monoReferences().get(0));
        assertEquals(Collections.nCopies(2, SeparationScores.UNDEFINED), BssEvalV3.sources(references, references, 8));
    }

    @Test
    void ordersOfNoneOrOfManySourcesAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> BssEvalV3.permuted(List.of(), List.of(), 8));
        List<float[]> many = Collections.nCopies(9, new float[] {1});
        assertThrows(IllegalArgumentException.class, () -> BssEvalV3.permuted(many, many, 8));
    }
}
