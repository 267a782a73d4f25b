// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.spectral;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class MelFilterBankTest {

    static Stream<Golden> goldens() {
        return Golden.cases("mel");
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void agreesWithTheReference(Golden golden) {
        double[][] weights = MelFilterBank.weights(golden.mel(), golden.integer("sr"), golden.integer("n_fft"));
        double[][] expected = dense(golden, weights[0].length);
        // a reference that was computed in single precision is itself off by as much as 2e-5
        boolean single = golden.json().get("dtype").getAsString().equals("float32");
        Golden.assertClose(expected, weights, single ? 2e-5 : 1e-8);
    }

    /** Kaldi leaves out the last bin, in which no filter that ends below it can have a weight. */
    private static double[][] dense(Golden golden, int bins) {
        JsonArray rows = golden.json().getAsJsonArray("rows");
        double[][] dense = new double[rows.size()][bins];
        for (int band = 0; band < dense.length; band++) {
            JsonObject row = rows.get(band).getAsJsonObject();
            int first = row.get("first").getAsInt();
            JsonArray values = row.getAsJsonArray("values");
            Arrays.setAll(
                    dense[band],
                    bin -> bin >= first && bin < first + values.size()
                            ? values.get(bin - first).getAsDouble()
                            : 0);
        }
        return dense;
    }

    @ParameterizedTest
    @EnumSource
    void melsTurnBackIntoTheSameHertz(MelSettings.Scale scale) {
        for (double hertz : new double[] {0, 20, 440, 999.9, 1000, 1000.1, 8000, 22050}) {
            assertEquals(hertz, MelFilterBank.toHertz(MelFilterBank.toMel(hertz, scale), scale), 1e-9);
        }
        assertEquals(1000, MelFilterBank.toMel(1000, MelSettings.Scale.HTK), 0.02);
        assertEquals(15, MelFilterBank.toMel(1000, MelSettings.Scale.SLANEY), 1e-12);
    }
}
