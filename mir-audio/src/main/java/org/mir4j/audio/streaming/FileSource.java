// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.streaming;

import org.mir4j.audio.io.AudioReader;
import org.mir4j.audio.io.AudioStream;

/** The samples of a file, mixed down to one channel. */
final class FileSource implements SampleSource {

    private final AudioStream stream;
    private final int sampleRate;
    private float[] block = {};
    private int taken;

    private FileSource(AudioStream stream, int sampleRate) {
        this.stream = stream;
        this.sampleRate = sampleRate;
    }

    /**
     * Opens a file.
     *
     * @param reader the file, its range and rate
     * @return the open source
     * @throws org.mir4j.core.error.AudioException if the file cannot be read
     */
    static FileSource open(AudioReader reader) {
        AudioStream stream = reader.mono().open();
        return new FileSource(stream, reader.sampleRate() == 0 ? stream.info().sampleRate() : reader.sampleRate());
    }

    @Override
    public int sampleRate() {
        return sampleRate;
    }

    @Override
    public int read(float[] into, int from, int count) {
        if (taken == block.length) {
            var next = stream.next();
            if (next.isEmpty()) {
                return -1;
            }
            block = next.get().channels()[0];
            taken = 0;
        }
        int got = Math.min(count, block.length - taken);
        System.arraycopy(block, taken, into, from, got);
        taken += got;
        return got;
    }

    @Override
    public void close() {
        stream.close();
    }
}
