// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.tagging;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes WAV files of 32-bit floating point, one channel. */
public final class WavFile {

    private static final int HEADER = 44;

    private WavFile() {}

    /** Writes samples. */
    public static Path write(Path file, int sampleRate, float... samples) {
        int size = 4 * samples.length;
        ByteBuffer bytes = ByteBuffer.allocate(HEADER + size).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(ascii("RIFF")).putInt(HEADER - 8 + size).put(ascii("WAVE"));
        bytes.put(ascii("fmt ")).putInt(16).putShort((short) 3).putShort((short) 1);
        bytes.putInt(sampleRate).putInt(4 * sampleRate).putShort((short) 4).putShort((short) 32);
        bytes.put(ascii("data")).putInt(size);
        for (float sample : samples) {
            bytes.putFloat(sample);
        }
        try {
            return Files.write(file, bytes.array());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
