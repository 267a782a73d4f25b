// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.evaluation;

import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.List;
import org.mir4j.core.audio.Signal;

/** A signal on disk that grows at its end. What lies beyond the samples that were written is silence. */
final class SignalFile implements Signal {

    private final SignalFiles files;
    private final List<FileChannel> channels;
    private final long[] written;
    private long length;

    SignalFile(SignalFiles files, List<FileChannel> channels) {
        this.files = files;
        this.channels = channels;
        written = new long[channels.size()];
    }

    /**
     * Appends samples.
     *
     * @param samples {@code [channel][sample]}, one array for each channel
     */
    void append(float[][] samples) {
        for (int c = 0; c < channels.size(); c++) {
            append(c, samples[c], samples[c].length);
        }
    }

    /** Appends samples to one channel. */
    void append(int channel, float[] samples, int count) {
        files.write(channels.get(channel), written[channel], samples, 0, count);
        written[channel] += count;
        length = Math.max(length, written[channel]);
    }

    /** Adds samples to those that are there, from a place on; what lies beyond the signal's end is left out. */
    void add(long place, float[][] samples) {
        int count = (int) Math.max(0, Math.min(samples[0].length, length - place));
        float[] sum = new float[count];
        for (int c = 0; c < channels.size(); c++) {
            read(c, place, sum, count);
            for (int n = 0; n < count; n++) {
                sum[n] += samples[c][n];
            }
            files.write(channels.get(c), place, sum, 0, count);
            written[c] = Math.max(written[c], place + count);
        }
    }

    /** Cuts the signal, or fills it up with silence. */
    void fit(long samples) {
        length = samples;
    }

    @Override
    public int channels() {
        return channels.size();
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public void read(int channel, long start, float[] target, int count) {
        int there = (int) Math.max(0, Math.min(count, written[channel] - start));
        files.read(channels.get(channel), start, target, there);
        Arrays.fill(target, there, count, 0);
    }
}
