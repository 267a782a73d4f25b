// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.streaming;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.DataLine;
import javax.sound.sampled.TargetDataLine;
import org.junit.jupiter.api.Test;
import org.mir4j.audio.streaming.StreamAnalyzer.Observation;
import org.mir4j.audio.streaming.StreamAnalyzer.Settings;
import org.mir4j.core.error.AudioException;

class MicrophoneSourceTest {

    private static final AudioFormat FORMAT = new AudioFormat(8000, 16, 1, true, false);

    private boolean open = true;
    private int value;

    @Test
    void saysSoWhereThereIsNone() {
        assumeFalse(AudioSystem.isLineSupported(new DataLine.Info(TargetDataLine.class, FORMAT)));
        String message = assertThrows(AudioException.class, () -> MicrophoneSource.open(8000, 1))
                .getMessage();
        assertTrue(
                message.startsWith("There is no microphone that records at 8000 Hz, or it is in use (Java"), message);
        assertTrue(message.endsWith("). Connect one, or name a file."), message);
    }

    @Test
    void refusesRecordingsWithoutLength() {
        assertThrows(IllegalArgumentException.class, () -> MicrophoneSource.open(8000, 0));
        assertThrows(IllegalArgumentException.class, () -> MicrophoneSource.open(0, 1));
    }

    @Test
    void givesWhatTheLineRecordsUntilTheTimeIsUp() {
        try (MicrophoneSource source = new MicrophoneSource(line(), 0.1)) {
            assertEquals(8000, source.sampleRate());
            float[] samples = new float[2000];
            assertEquals(500, source.read(samples, 0, 500));
            assertEquals(300, source.read(samples, 500, 1500));
            assertEquals(-1, source.read(samples, 800, 1200));
            for (int n = 0; n < 800; n++) {
                assertEquals(n / 32767f, samples[n], 1e-7);
            }
        }
        assertFalse(open);
    }

    @Test
    void endsWhenTheLineIsClosed() {
        List<Observation> heard = new ArrayList<>();
        try (MicrophoneSource source = new MicrophoneSource(line(), Double.POSITIVE_INFINITY)) {
            new StreamAnalyzer(Settings.usual()).analyze(source, observation -> {
                heard.add(observation);
                if (heard.size() == 5) {
                    open = false;
                }
            });
        }
        assertTrue(heard.size() < 15, heard.size() + " observations");
    }

    /** A line that records a ramp. */
    private TargetDataLine line() {
        return (TargetDataLine) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {TargetDataLine.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getFormat" -> FORMAT;
                    case "read" -> record((byte[]) arguments[0], (int) arguments[1], (int) arguments[2]);
                    case "close" -> {
                        open = false;
                        yield null;
                    }
                    case "stop" -> null;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private int record(byte[] into, int from, int count) {
        if (!open) {
            return 0;
        }
        for (int i = from; i < from + count; i += 2) {
            into[i] = (byte) value;
            into[i + 1] = (byte) (value >> 8);
            value++;
        }
        return count;
    }
}
