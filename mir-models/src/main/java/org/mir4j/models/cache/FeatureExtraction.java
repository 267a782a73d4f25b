// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.cache;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.mir4j.audio.io.AudioReader;
import org.mir4j.audio.io.AudioStream;
import org.mir4j.audio.spectral.FeatureSettings;
import org.mir4j.audio.spectral.FeatureStream;
import org.mir4j.audio.spectral.FrontEndSettings;
import org.mir4j.core.audio.Waveform;
import org.mir4j.core.dataset.Checksum;
import org.mir4j.core.dataset.Recording;
import org.mir4j.core.error.AudioException;
import org.mir4j.core.error.MirException;
import org.mir4j.core.error.ModelException;
import org.mir4j.models.settings.SettingsTree;

/**
 * Features of whole recordings, computed once and kept: by what the recording holds and by all settings of the front-end, so
 * that neither a renamed recording nor a changed front-end can bring up wrong ones.
 *
 * <p>Levels are kept in half precision, which is exact to about 0.03 dB.
 */
public final class FeatureExtraction {

    private final FrontEndSettings frontEnd;
    private final NDManager engine;
    private final ContentCache.Values<Features> kept;
    private final Consumer<String> warnings;

    /**
     * @param frontEnd how features are computed
     * @param engine whose device computes them
     * @param cache where they are kept
     * @param warnings is told of damaged recordings
     * @throws ModelException if the front-end cannot be applied to a whole recording
     * @throws MirException if there can be no directory for them
     */
    public FeatureExtraction(
            FrontEndSettings frontEnd, NDManager engine, ContentCache cache, Consumer<String> warnings) {
        if (!frontEnd.isSamples() && frontEnd.log().range() != 0) {
            throw new ModelException("The front-end keeps " + frontEnd.log().range() + " dB below the loudest frame of"
                    + " a window (frontEnd.log.range), and features are computed once for all windows of a recording;"
                    + " set the range to 0.");
        }
        this.frontEnd = frontEnd;
        this.engine = engine;
        this.warnings = warnings;
        String settings = Checksum.fingerprint(Stream.of(SettingsTree.json(frontEnd)));
        kept = cache.values("features", "features/" + settings, ".features", Features.format(bands()));
    }

    /**
     * The features of a recording, from the cache or computed now. Safe for use by several threads.
     *
     * @param recording a file, a stream or a channel of it
     * @param key as from {@link ContentCache#key}
     * @return its features
     * @throws AudioException if the recording cannot be read, or is too short for one frame or too long for one file
     * @throws MirException if the features cannot be kept
     */
    public Features of(Recording recording, String key) {
        return kept.get(key, () -> computed(recording));
    }

    private Features computed(Recording recording) {
        AudioReader reader = AudioReader.of(recording).damage(warnings);
        try (NDManager scope = engine.newSubManager()) {
            ByteBuffer levels = new FeatureReader(reader, frontEnd, scope).read();
            if (!Features.fit(levels)) {
                throw new AudioException(recording.file() + " has more than 2 GB of features, which no file of them"
                        + " holds; cut it into shorter recordings.");
            }
            return new Features(bands(), levels.remaining() / Features.BYTES / bands(), levels);
        }
    }

    private int bands() {
        return (int) frontEnd.shape(frontEnd.sampleRate()).get(2);
    }

    /** Numbers in half precision, little-endian, in memory outside of Java's heap. */
    static ByteBuffer halves(NDManager engine, float[] values) {
        try (NDArray whole = engine.create(values, new Shape(values.length));
                NDArray half = whole.toType(DataType.FLOAT16, false)) {
            return half.toByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        }
    }

    /** Reads a recording and computes its features block by block, as those of the whole signal. */
    private static final class FeatureReader {

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
            try (AudioStream stream =
                    reader.atRate(frontEnd.sampleRate()).mono().open()) {
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
}
