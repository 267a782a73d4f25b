package org.mir4j.models.training.feature;

import ai.djl.ndarray.NDManager;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import org.mir4j.audio.feature.FeatureSettings;
import org.mir4j.audio.feature.FeatureStream;
import org.mir4j.audio.io.AudioReader;
import org.mir4j.audio.io.AudioStream;
import org.mir4j.audio.spectral.FrontEndSettings;
import org.mir4j.core.audio.Waveform;

/** Reads a recording and computes its features block by block, as those of the whole signal. */
final class FeatureReader {

    private final FrontEndSettings frontEnd;
    private final NDManager engine;
    private final ByteArrayOutputStream halves = new ByteArrayOutputStream();

    FeatureReader(FrontEndSettings frontEnd, NDManager engine) {
        this.frontEnd = frontEnd;
        this.engine = engine;
    }

    /** All features of a recording in half precision, frame after frame. */
    ByteBuffer read(AudioReader reader) {
        if (frontEnd.isSamples()) {
            samples(reader);
        } else {
            levels(reader);
        }
        return ByteBuffer.wrap(halves.toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
    }

    private void levels(AudioReader reader) {
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

    private void samples(AudioReader reader) {
        try (AudioStream stream = reader.atRate(frontEnd.sampleRate()).mono().open()) {
            for (Optional<Waveform> block = stream.next(); block.isPresent(); block = stream.next()) {
                add(scaled(block.get().channels()[0]));
            }
        }
    }

    private float[] scaled(float[] samples) {
        float[] scaled = new float[samples.length];
        for (int n = 0; n < samples.length; n++) {
            scaled[n] = (float) ((samples[n] + frontEnd.shift()) * frontEnd.scale());
        }
        return scaled;
    }

    private void add(float[] values) {
        ByteBuffer bytes = FeatureCache.halves(engine, values);
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        halves.writeBytes(copy);
    }
}
