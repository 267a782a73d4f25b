package org.mir4j.models.separation;

import java.util.Arrays;
import org.mir4j.audio.spectral.StftSettings;
import org.mir4j.audio.spectral.StftSettings.Padding;

/**
 * The samples of a song as the frames of its STFT see them: with what stands before the first and after the last, block
 * by block. A song that is too short to be mirrored stands between zeros.
 *
 * <p>Where a window has fewer than four hops, the last samples may lie under nothing but the vanishing edge of the last
 * frame's. One frame more follows there, so that the end of a song can be joined again like its middle.
 */
final class FramedSamples {

    /** Hops a window. */
    private static final int WELL_COVERED = 4;

    private final StftSettings stft;
    private final int half;
    private final int extraFrames;
    private final SampleQueue head; // until there is enough to mirror
    private final SampleQueue ready;
    private final SampleQueue recent; // what the end is mirrored from
    private boolean begun;
    private long samples;
    private long framesDone;

    FramedSamples(StftSettings stft, int channels) {
        this.stft = stft;
        half = stft.fftSize() / 2;
        extraFrames = WELL_COVERED * stft.hop() > stft.windowLength() ? 1 : 0;
        head = new SampleQueue(channels);
        ready = new SampleQueue(channels);
        recent = new SampleQueue(channels);
    }

    void append(float[][] block) {
        samples += block[0].length;
        recent.append(block);
        recent.drop(Math.max(0, recent.length() - half - 1));
        if (begun) {
            ready.append(block);
        } else {
            head.append(block);
            if (head.length() > half) {
                begin(stft.padding() == Padding.REFLECT);
            }
        }
    }

    private void begin(boolean mirrored) {
        begun = true;
        if (mirrored) {
            float[][] first = head.first(half + 1);
            ready.append(reversed(first, 1, half + 1));
        } else {
            ready.appendZeros(half);
        }
        ready.append(head.take(head.length()));
    }

    /** Ends the song. */
    void end() {
        boolean mirrored = begun && stft.padding() == Padding.REFLECT;
        if (!begun) {
            begin(false);
        }
        if (mirrored) {
            ready.append(reversed(recent.first(half + 1), 0, half));
        } else {
            ready.appendZeros(half);
        }
        ready.appendZeros(extraFrames * stft.hop());
    }

    /** The samples from one place up to another, backwards. */
    private static float[][] reversed(float[][] rows, int from, int to) {
        float[][] mirrored = new float[rows.length][];
        for (int c = 0; c < rows.length; c++) {
            mirrored[c] = Arrays.copyOfRange(rows[c], from, to);
            for (int low = 0, high = to - from - 1; low < high; low++, high--) {
                float value = mirrored[c][low];
                mirrored[c][low] = mirrored[c][high];
                mirrored[c][high] = value;
            }
        }
        return mirrored;
    }

    /** How many samples the song has had so far. */
    long samples() {
        return samples;
    }

    /** Whether the samples of so many frames are there. */
    boolean has(int frames) {
        return ready.length() >= span(frames);
    }

    /** How many frames the rest of an ended song has. */
    int rest() {
        return Math.toIntExact(stft.frames(samples) + extraFrames - framesDone);
    }

    /** The samples of the next frames, which stay. */
    float[][] next(int frames) {
        return ready.first(span(frames));
    }

    /** Goes on by so many frames. */
    void advance(int frames) {
        framesDone += frames;
        ready.drop(frames * stft.hop());
    }

    /** How many samples a channel so many frames lie over. */
    int span(int frames) {
        return (frames - 1) * stft.hop() + stft.fftSize();
    }
}
