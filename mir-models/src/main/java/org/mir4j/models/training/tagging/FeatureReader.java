// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training.tagging;

import ai.djl.ndarray.NDManager;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import org.mir4j.audio.io.AudioReader;
import org.mir4j.audio.io.AudioStream;
import org.mir4j.audio.spectral.FeatureSettings;
import org.mir4j.audio.spectral.FeatureStream;
import org.mir4j.audio.spectral.FrontEndSettings;
import org.mir4j.core.audio.Waveform;
import org.mir4j.core.error.AudioException;

/** Reads a recording and computes its features block by block, as those of the whole signal. */
final class FeatureReader {

    private static final float LARGEST = 65504; // in half precision

    private final AudioReader reader;
    private final FrontEndSettings frontEnd;
    private final NDManager engine;
    private final ByteArrayOutputStream halves = new ByteArrayOutputStream();
    private boolean begun;
    private float previous;

    FeatureReader(AudioReader reader, FrontEndSettings frontEnd, NDManager engine) {
        this.reader = reader;
        this.frontEnd = frontEnd;
        this.engine = engine;
    }

    /** All features of the recording in half precision, frame after frame. */
    ByteBuffer read() {
        if (frontEnd.isSamples()) {
            samples();
        } else {
            levels();
        }
        if (halves.size() == 0) {
            throw new AudioException(reader.file() + " is too short: it has not one frame.");
        }
        return ByteBuffer.wrap(halves.toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
    }

    private void levels() {
        FeatureSettings settings = new FeatureSettings(FeatureSettings.Kind.LOGMEL, frontEnd, 0);
        try (FeatureStream stream = FeatureStream.open(reader, settings, engine)) {
            for (Optional<float[][]> rows = stream.next(); rows.isPresent(); rows = stream.next()) {
                add(flat(rows.get()));
            }
        }
    }

    private static float[] flat(float[][] rows) {
        int width = rows[0].length;
        float[] flat = new float[rows.length * width];
        for (int row = 0; row < rows.length; row++) {
            System.arraycopy(rows[row], 0, flat, row * width, width);
        }
        return flat;
    }

    private void samples() {
        try (AudioStream stream = reader.atRate(frontEnd.sampleRate()).mono().open()) {
            for (Optional<Waveform> block = stream.next(); block.isPresent(); block = stream.next()) {
                add(emphasised(block.get().channels()[0]));
            }
        }
    }

    private float[] emphasised(float[] block) {
        if (block.length == 0) {
            return block;
        }
        int skipped = begun || frontEnd.preEmphasis() == 0 ? 0 : 1; // the first sample only serves the second
        float[] values = new float[block.length - skipped];
        for (int n = skipped; n < block.length; n++) {
            float before = n == 0 ? previous : block[n - 1];
            double emphasized = block[n] - frontEnd.preEmphasis() * before;
            values[n - skipped] = (float) ((emphasized + frontEnd.shift()) * frontEnd.scale());
        }
        previous = block[block.length - 1];
        begun = true;
        return values;
    }

    private void add(float[] values) {
        if (values.length == 0) {
            return;
        }
        for (float value : values) {
            if (Math.abs(value) > LARGEST) {
                throw new AudioException(reader.file() + " has levels of " + value
                        + " by this front-end, and features are kept in" + " half precision, up to " + LARGEST
                        + ": take a log scale, or a smaller frontEnd.scale.");
            }
        }
        ByteBuffer bytes = FeatureExtraction.halves(engine, values);
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        halves.writeBytes(copy);
    }
}
