// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.spectral;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import org.junit.jupiter.api.Test;

class TestSignalTest {

    @Test
    void isTheSignalTheGoldensWereMadeOf() {
        JsonObject signal = Golden.read("signal");
        check(signal);
        for (JsonElement other : signal.getAsJsonArray("others")) {
            check(other.getAsJsonObject());
        }
    }

    private static void check(JsonObject expected) {
        float[] samples = TestSignal.samples(
                expected.get("sr").getAsInt(), expected.get("samples").getAsInt());
        for (int n = 0; n < 8; n++) {
            assertEquals(expected.getAsJsonArray("first").get(n).getAsDouble(), samples[n], 1e-7);
            assertEquals(expected.getAsJsonArray("last").get(n).getAsDouble(), samples[samples.length - 8 + n], 1e-7);
        }
    }
}
