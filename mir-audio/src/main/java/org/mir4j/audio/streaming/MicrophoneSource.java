// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.streaming;

import be.tarsos.dsp.io.TarsosDSPAudioFloatConverter;
import be.tarsos.dsp.io.jvm.JVMAudioInputStream;
import java.io.IOException;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.LineUnavailableException;
import javax.sound.sampled.TargetDataLine;
import org.mir4j.core.error.AudioException;

/** The computer's microphone, or whatever is set as its recording line. */
final class MicrophoneSource implements SampleSource {

    private static final int BITS = 16;
    private static final int BYTES = BITS / 8;

    private final TargetDataLine line;
    private final JVMAudioInputStream stream;
    private final TarsosDSPAudioFloatConverter converter;
    private final int sampleRate;
    private long left;

    /** Takes over a line that is running. */
    MicrophoneSource(TargetDataLine line, double seconds) {
        this.line = line;
        sampleRate = (int) line.getFormat().getSampleRate();
        stream = new JVMAudioInputStream(new AudioInputStream(line));
        converter = TarsosDSPAudioFloatConverter.getConverter(stream.getFormat());
        left = (long) Math.min(Long.MAX_VALUE, Math.ceil(seconds * sampleRate));
    }

    /**
     * Starts to record, in one channel of 16 bits.
     *
     * @param sampleRate in Hz
     * @param seconds when to stop; infinite to go on until the source is closed, which another thread may do
     * @return the running source
     * @throws AudioException if there is no microphone, or it cannot record at this rate
     */
    static MicrophoneSource open(int sampleRate, double seconds) {
        if (sampleRate < 1 || !(seconds > 0)) {
            throw new IllegalArgumentException("a recording has a positive sample rate and duration, got " + sampleRate
                    + " Hz and " + seconds + " s");
        }
        AudioFormat format = new AudioFormat(sampleRate, BITS, 1, true, false);
        try {
            TargetDataLine line = AudioSystem.getTargetDataLine(format);
            line.open(format);
            line.start();
            return new MicrophoneSource(line, seconds);
        } catch (LineUnavailableException | IllegalArgumentException | SecurityException e) {
            throw new AudioException(
                    "There is no microphone that records at " + sampleRate + " Hz, or it is in use (Java says: "
                            + e.getMessage() + "). Connect one, or name a file.",
                    e);
        }
    }

    @Override
    public int sampleRate() {
        return sampleRate;
    }

    @Override
    public int read(float[] into, int from, int count) {
        int wanted = (int) Math.min(left, count);
        if (wanted == 0) {
            return -1;
        }
        byte[] bytes = new byte[wanted * BYTES];
        int got;
        try {
            got = stream.read(bytes, 0, bytes.length) / BYTES;
        } catch (IOException e) {
            throw new AudioException("The microphone stopped working: " + e.getMessage() + ".", e);
        }
        if (got <= 0) {
            return -1; // a line gives nothing only when it has been closed
        }
        converter.toFloatArray(bytes, 0, into, from, got);
        left -= got;
        return got;
    }

    @Override
    public void close() {
        line.stop();
        line.close();
    }
}
