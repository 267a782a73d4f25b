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
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.mir4j.audio.io.AudioNotice;
import org.mir4j.core.audio.Waveform;
import org.mir4j.core.dataset.Recording;
import org.mir4j.core.error.AudioException;
import org.mir4j.core.error.MirException;
import org.mir4j.core.error.Reason;
import org.mir4j.models.file.Leftovers;
import org.mir4j.models.file.RecordedAudio;
import org.mir4j.models.file.WholeFile;
import org.mir4j.models.run.Fingerprint;
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
            Leftovers.sweep(directory);
        } catch (IOException e) {
            throw new MirException(directory + " cannot be made to keep stems in: " + Reason.of(e) + ".", e);
        }
    }

    /** What tells the recordings of a stem from all others. */
    static String contentOf(List<Recording> recordings) {
        return Fingerprint.of(recordings.stream()
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

    private float[][] samples(List<Recording> recordings, Consumer<String> warnings) {
        float[][] sum = null;
        for (Recording recording : recordings) {
            Waveform wave = RecordedAudio.reader(recording)
                    .atRate(rate)
                    .notices(notice -> warn(notice, warnings))
                    .readAll();
            float[][] rows = inChannels(wave.channels());
            sum = sum == null ? rows : sum(sum, rows);
        }
        return sum;
    }

    private float[][] inChannels(float[][] rows) {
        if (rows.length == channels) {
            return rows;
        }
        List<float[]> same = new ArrayList<>();
        float[] mono = rows.length == 1 ? rows[0] : mean(rows);
        for (int c = 0; c < channels; c++) {
            same.add(mono);
        }
        return same.toArray(float[][]::new);
    }

    private static float[] mean(float[][] rows) {
        float[] mean = new float[rows[0].length];
        for (float[] row : rows) {
            for (int n = 0; n < mean.length; n++) {
                mean[n] += row[n] / rows.length;
            }
        }
        return mean;
    }

    private static float[][] sum(float[][] one, float[][] other) {
        int length = Math.max(one[0].length, other[0].length);
        float[][] sum = new float[one.length][length];
        for (int c = 0; c < sum.length; c++) {
            for (int n = 0; n < length; n++) {
                sum[c][n] = (n < one[c].length ? one[c][n] : 0) + (n < other[c].length ? other[c][n] : 0);
            }
        }
        return sum;
    }

    private static void write(Path file, float[][] rows) throws IOException {
        float scale = 1;
        for (float[] row : rows) {
            for (float value : row) {
                scale = Math.max(scale, Math.abs(value));
            }
        }
        int count = Math.multiplyExact(Short.BYTES * rows.length, rows[0].length);
        ByteBuffer bytes =
                ByteBuffer.allocate(Math.addExact(Float.BYTES, count)).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putFloat(scale);
        for (float[] row : rows) {
            for (float value : row) {
                bytes.putShort((short) Math.round(value / scale * Clip.STEPS));
            }
        }
        WholeFile.write(file, draft -> Files.write(draft, bytes.array()));
    }
}
