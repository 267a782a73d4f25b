// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.spectral;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.mir4j.audio.io.AudioReader;
import org.mir4j.audio.io.AudioStream;
import org.mir4j.audio.spectral.StftSettings.Padding;
import org.mir4j.core.audio.Waveform;
import org.mir4j.core.error.AudioException;

/**
 * The frames of a file's feature, a few at a time; together they are those of the whole signal. Not for use by several
 * threads.
 */
public final class FeatureStream implements AutoCloseable {

    private static final int FRAMES_AT_ONCE = 1024;

    private final Path file;
    private final FeatureSettings settings;
    private final NDManager manager;
    private final AudioStream stream;
    private final FrameCutter cutter;
    private final UnaryOperator<NDArray> feature; // (1, N) to (1, F, T)
    private float previous;
    private boolean ended;
    private long samples;
    private long frames;

    private FeatureStream(Path file, FeatureSettings settings, Whole whole, NDManager manager, AudioStream stream) {
        this.file = file;
        this.settings = settings;
        this.manager = manager;
        this.stream = stream;
        cutter = new FrameCutter(settings.frontEnd().stft(), FRAMES_AT_ONCE);
        feature = feature(settings, whole, manager);
    }

    /**
     * What the whole of a recording says.
     *
     * @param floor the lowest level that is kept, in dB
     * @param tuning in semitones
     */
    private record Whole(double floor, double tuning) {}

    /**
     * Opens a file. Where a feature depends on the whole recording, for its highest level or its tuning, the file is read
     * once for that before, and a second time for the frames.
     *
     * @param reader the file and its range; it is read in mono at the settings' rate
     * @param settings which feature
     * @param engine whose device computes it
     * @return the stream, to be closed by the caller
     * @throws AudioException if the file cannot be read
     */
    public static FeatureStream open(AudioReader reader, FeatureSettings settings, NDManager engine) {
        double floor = Double.isInfinite(settings.range())
                ? Double.NEGATIVE_INFINITY
                : highestLevel(reader, settings.frontEnd(), engine) - settings.range();
        double tuning = settings.kind() != FeatureSettings.Kind.CHROMA
                ? 0
                : settings.tuning().orElseGet(() -> tuning(reader, settings.frontEnd(), engine));
        return open(reader, settings, new Whole(floor, tuning), engine);
    }

    private static FeatureStream open(AudioReader reader, FeatureSettings settings, Whole whole, NDManager engine) {
        int rate = settings.frontEnd().sampleRate();
        NDManager manager = engine.newSubManager();
        AudioStream stream = null;
        try {
            stream = reader.atRate(rate).mono().open();
            return new FeatureStream(reader.file(), settings, whole, manager, stream);
        } catch (RuntimeException | Error e) {
            manager.close();
            if (stream != null) {
                stream.close();
            }
            throw e;
        }
    }

    private static double highestLevel(AudioReader reader, FrontEndSettings frontEnd, NDManager engine) {
        float[] highest = {Float.NEGATIVE_INFINITY};
        forEachFrame(reader, new FeatureSettings(FeatureSettings.Kind.LOGMEL, frontEnd, 0), engine, levels -> {
            for (float level : levels) {
                highest[0] = Math.max(highest[0], level);
            }
        });
        return highest[0];
    }

    private static double tuning(AudioReader reader, FrontEndSettings frontEnd, NDManager engine) {
        TuningEstimate estimate =
                new TuningEstimate(frontEnd.sampleRate(), frontEnd.stft().fftSize());
        forEachFrame(reader, new FeatureSettings(FeatureSettings.Kind.STFT, frontEnd, 0), engine, magnitudes -> {
            for (int bin = 0; bin < magnitudes.length; bin++) {
                magnitudes[bin] *= magnitudes[bin];
            }
            estimate.add(magnitudes);
        });
        return estimate.semitones();
    }

    private static void forEachFrame(
            AudioReader reader, FeatureSettings settings, NDManager engine, Consumer<float[]> action) {
        // what is to be said of the file is said when its frames are read
        try (FeatureStream stream = open(reader.notices(notice -> {}), settings, engine)) {
            for (var rows = stream.next(); rows.isPresent(); rows = stream.next()) {
                for (float[] row : rows.get()) {
                    action.accept(row);
                }
            }
        }
    }

    private static UnaryOperator<NDArray> feature(FeatureSettings settings, Whole recording, NDManager manager) {
        FrontEndSettings whole = settings.frontEnd();
        StftSettings transform = whole.stft();
        // the cutter has padded and emphasised already
        StftSettings bare = new StftSettings(
                transform.fftSize(),
                transform.windowLength(),
                transform.hop(),
                transform.window(),
                StftSettings.Padding.NONE);
        FrontEnd frontEnd = new FrontEnd(
                new FrontEndSettings(
                        whole.sampleRate(),
                        0,
                        bare,
                        whole.power(),
                        whole.mel(),
                        whole.log(),
                        whole.shift(),
                        whole.scale()),
                manager);
        Stft stft = new Stft(bare, manager);
        return switch (settings.kind()) {
            case STFT -> stretch -> stft.forward(stretch).abs();
            case LOGMEL -> stretch -> levels(frontEnd, stretch, recording);
            case MFCC -> {
                Mfcc mfcc = new Mfcc(settings.coefficients(), whole.mel().bands(), manager);
                yield stretch -> mfcc.apply(levels(frontEnd, stretch, recording));
            }
            case CHROMA -> {
                Chroma chroma = new Chroma(whole.sampleRate(), bare.fftSize(), recording.tuning(), manager);
                yield stretch -> chroma.apply(stft.forward(stretch).abs().square());
            }
        };
    }

    private static NDArray levels(FrontEnd frontEnd, NDArray stretch, Whole recording) {
        NDArray levels = frontEnd.apply(stretch).squeeze(1);
        return Double.isInfinite(recording.floor()) ? levels : levels.maximum((float) recording.floor());
    }

    /**
     * The next frames.
     *
     * @return one row per frame, {@link FeatureSettings#dimensions} numbers each; empty at the end
     * @throws AudioException if the rest of the file cannot be read, or the file is too short for one frame
     */
    public Optional<float[][]> next() {
        float[] stretch = cutter.poll(ended);
        while (stretch == null && !ended) {
            Optional<Waveform> block = stream.next();
            if (block.isPresent()) {
                push(block.get().channels()[0]);
            } else {
                cutter.finish();
                ended = true;
            }
            stretch = cutter.poll(ended);
        }
        if (stretch != null) {
            return Optional.of(rows(stretch));
        }
        if (frames == 0) {
            throw new AudioException(file + " is too short for one frame: it has " + samples + " samples at "
                    + settings.frontEnd().sampleRate() + " Hz, and a transform looks at "
                    + settings.frontEnd().stft().fftSize() + ".");
        }
        return Optional.empty();
    }

    private void push(float[] block) {
        double factor = settings.frontEnd().preEmphasis();
        float[] emphasized = block;
        if (factor != 0 && block.length > 0) {
            int skipped = samples == 0 ? 1 : 0; // the first sample only serves the second
            emphasized = new float[block.length - skipped];
            for (int n = skipped; n < block.length; n++) {
                float before = n == 0 ? previous : block[n - 1];
                emphasized[n - skipped] = (float) (block[n] - factor * before);
            }
            previous = block[block.length - 1];
        }
        samples += block.length;
        cutter.push(emphasized);
    }

    private float[][] rows(float[] stretch) {
        try (NDManager scope = manager.newSubManager()) {
            NDArray input = scope.create(stretch, new Shape(1, stretch.length));
            NDArray values = feature.apply(input).squeeze(0).transpose();
            float[] flat = values.toFloatArray();
            int width = settings.dimensions();
            float[][] rows = new float[flat.length / width][width];
            for (int row = 0; row < rows.length; row++) {
                System.arraycopy(flat, row * width, rows[row], 0, width);
            }
            frames += rows.length;
            return rows;
        }
    }

    /** Releases the file and all native memory. */
    @Override
    public void close() {
        stream.close();
        manager.close();
    }

    /**
     * Cuts samples that arrive in blocks into stretches that hold whole frames, padded at both ends of the signal as the
     * transform's settings say, so that a transform without padding gives the frames that one of the whole signal would.
     */
    private static final class FrameCutter {

        private final StftSettings stft;
        private final int stretchFrames;
        private final int edge; // samples of padding at either end
        private float[] waiting = {};
        private int length; // of what is waiting
        private boolean begun;

        FrameCutter(StftSettings stft, int stretchFrames) {
            this.stft = stft;
            this.stretchFrames = stretchFrames;
            edge = stft.padding() == Padding.NONE ? 0 : stft.fftSize() / 2;
        }

        void push(float[] samples) {
            append(samples, 0, samples.length);
            if (!begun && length > edge) {
                begun = true;
                float[] signal = Arrays.copyOf(waiting, length);
                length = 0;
                append(before(signal), 0, edge);
                append(signal, 0, signal.length);
            }
        }

        /** To be called once, after the last sample. */
        void finish() {
            if (begun) {
                append(after(), 0, edge);
            } else if (stft.padding() == Padding.ZEROS && length > 0) {
                float[] signal = Arrays.copyOf(waiting, length);
                length = 0;
                append(new float[edge], 0, edge);
                append(signal, 0, signal.length);
                append(new float[edge], 0, edge);
            }
        }

        /**
         * The next stretch.
         *
         * @param ended whether {@link #finish} has been called, so that a shorter one will do
         * @return samples of at least one frame, or null if more samples are needed, or none are left
         */
        float[] poll(boolean ended) {
            int frames = length < stft.fftSize() ? 0 : 1 + (length - stft.fftSize()) / stft.hop();
            if (!ended) {
                // the mirrored end looks back half a transform: so much has to be left until it is known to be the end
                frames = begun ? Math.min(frames, (length - edge - 1) / stft.hop()) : 0;
            }
            if (frames <= 0 || frames < stretchFrames && !ended) {
                return null;
            }
            int taken = Math.min(frames, stretchFrames);
            float[] stretch = Arrays.copyOf(waiting, stft.fftSize() + (taken - 1) * stft.hop());
            int used = Math.min(length, taken * stft.hop());
            System.arraycopy(waiting, used, waiting, 0, length - used);
            length -= used;
            return stretch;
        }

        private float[] before(float[] signal) {
            float[] padding = new float[edge];
            for (int i = 0; stft.padding() == Padding.REFLECT && i < edge; i++) {
                padding[i] = signal[edge - i];
            }
            return padding;
        }

        private float[] after() {
            float[] padding = new float[edge];
            for (int i = 0; stft.padding() == Padding.REFLECT && i < edge; i++) {
                padding[i] = waiting[length - 2 - i];
            }
            return padding;
        }

        private void append(float[] samples, int from, int count) {
            if (length + count > waiting.length) {
                waiting = Arrays.copyOf(waiting, Math.max(length + count, 2 * waiting.length));
            }
            System.arraycopy(samples, from, waiting, length, count);
            length += count;
        }
    }
}
