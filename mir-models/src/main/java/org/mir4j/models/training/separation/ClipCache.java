// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training.separation;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.mir4j.audio.io.AudioNotice;
import org.mir4j.audio.io.AudioReader;
import org.mir4j.core.audio.Waveform;
import org.mir4j.core.dataset.Checksum;
import org.mir4j.core.dataset.Recording;
import org.mir4j.core.error.AudioException;
import org.mir4j.core.error.MirException;
import org.mir4j.core.error.Reason;
import org.mir4j.models.file.AtomicFile;
import org.mir4j.models.file.StaleDrafts;
import org.mir4j.models.training.ContentKey;

/**
 * Stems in the rate and the channels of a model, decoded once and kept: their files are named by what the recordings hold
 * and by rate and channels. A file is the magnitude that full scale stands for, which is 1 or that of a louder stem, and
 * the samples in 16 bits.
 */
final class ClipCache {

    private final Path directory;
    private final int rate;
    private final int channels;

    ClipCache(Path cache, int rate, int channels) {
        this.rate = rate;
        this.channels = channels;
        directory = cache.resolve("stems");
        try {
            Files.createDirectories(directory);
            StaleDrafts.sweep(directory);
        } catch (IOException e) {
            throw new MirException(directory + " cannot be made to keep stems in: " + Reason.of(e) + ".", e);
        }
    }

    /** What tells the recordings of a stem from all others. */
    static String contentOf(List<Recording> recordings) {
        return Checksum.fingerprint(recordings.stream()
                .flatMap(recording -> Stream.of(
                        ContentKey.of(recording.channel(Recording.ALL_CHANNELS)),
                        Integer.toString(recording.channel()))));
    }

    /**
     * A stem, from the cache or decoded now. Safe for use by several threads.
     *
     * @param recordings whose sum it is
     * @param content as from {@link #contentOf}
     * @param warnings is told of damage in what is decoded now
     * @throws AudioException if one of them cannot be read
     * @throws MirException if it cannot be kept
     */
    Clip of(List<Recording> recordings, String content, Consumer<String> warnings) {
        Path file = directory.resolve(content + "-" + rate + "-" + channels + ".clip");
        try {
            if (Files.notExists(file)) {
                write(file, samples(recordings, warnings));
            }
            try (FileChannel mapped = FileChannel.open(file, StandardOpenOption.READ)) {
                ByteBuffer bytes =
                        mapped.map(MapMode.READ_ONLY, 0, mapped.size()).order(ByteOrder.LITTLE_ENDIAN);
                float scale = bytes.getFloat();
                return new Clip(bytes.slice().order(ByteOrder.LITTLE_ENDIAN).asShortBuffer(), channels, scale);
            }
        } catch (IOException e) {
            throw new MirException(
                    "The stem " + recordings.get(0).file() + " cannot be kept in " + file + ": " + Reason.of(e)
                            + "; MIR_HOME names another place, and --cache another directory.",
                    e);
        }
    }

    private static void warn(AudioNotice notice, Consumer<String> warnings) {
        if (notice.isDamage()) {
            warnings.accept(notice.sentence());
        }
    }

    private Waveform samples(List<Recording> recordings, Consumer<String> warnings) {
        Waveform sum = null;
        for (Recording recording : recordings) {
            Waveform wave = inChannels(AudioReader.of(recording)
                    .atRate(rate)
                    .notices(notice -> warn(notice, warnings))
                    .readAll());
            sum = sum == null ? wave : sum(sum, wave);
        }
        return sum;
    }

    private Waveform inChannels(Waveform wave) {
        if (wave.channels().length == channels) {
            return wave;
        }
        float[][] same = new float[channels][];
        Arrays.fill(same, wave.mixedDown().channels()[0]);
        return new Waveform(same, rate);
    }

    private static Waveform sum(Waveform one, Waveform other) {
        int length = Math.max(one.length(), other.length());
        return one.ofLength(length).plus(List.of(other.ofLength(length)));
    }

    private static void write(Path file, Waveform stem) throws IOException {
        float scale = Math.max(1, stem.peak());
        float[][] rows = stem.channels();
        int count = Math.multiplyExact(Short.BYTES * rows.length, rows[0].length);
        ByteBuffer bytes =
                ByteBuffer.allocate(Math.addExact(Float.BYTES, count)).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putFloat(scale);
        for (float[] row : rows) {
            for (float value : row) {
                bytes.putShort((short) Math.round(value / scale * Clip.STEPS));
            }
        }
        AtomicFile.write(file, draft -> Files.write(draft, bytes.array()));
    }
}
