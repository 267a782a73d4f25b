// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.core.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The scores that museval and mir_eval give, as make_separation_goldens.py wrote them. */
record Goldens(String[] fields, List<String[]> lines) {

    /** Beyond this, scores are rounding errors: of no disturbance to speak of. */
    private static final double AS_GOOD_AS_PERFECT = 150;

    /** The cases of one kind, each with the lines that follow it. */
    static List<Goldens> ofKind(String kind) {
        List<Goldens> cases = new ArrayList<>();
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Goldens.class.getResourceAsStream("/goldens/separation.txt"), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                String[] fields = line.split("\t");
                if (List.of("frame", "median", "score").contains(fields[0])) {
                    cases.get(cases.size() - 1).lines.add(fields);
                } else {
                    cases.add(new Goldens(fields, new ArrayList<>()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return cases.stream().filter(one -> one.fields[0].equals(kind)).toList();
    }

    int number(int field) {
        return Integer.parseInt(fields[field]);
    }

    List<String[]> lines(String kind) {
        return lines.stream().filter(line -> line[0].equals(kind)).toList();
    }

    /** Compares with the four scores of a line from one of its fields on. */
    static void assertScores(String[] line, int from, SeparationScores scores, double tolerance) {
        double[] found = {scores.sdr(), scores.isr(), scores.sir(), scores.sar()};
        for (int k = 0; k < found.length; k++) {
            double expected = number(line[from + k]);
            String message = String.join(" ", line) + ", score " + k;
            if (expected > AS_GOOD_AS_PERFECT) {
                assertTrue(found[k] > AS_GOOD_AS_PERFECT, message + ": " + found[k]);
            } else {
                assertEquals(expected, found[k], tolerance, message);
            }
        }
    }

    private static double number(String field) {
        return switch (field) {
            case "nan" -> Double.NaN;
            case "inf" -> Double.POSITIVE_INFINITY;
            default -> Double.parseDouble(field);
        };
    }

    @Override
    public String toString() {
        return String.join(" ", fields);
    }
}
