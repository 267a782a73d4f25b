// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.core.metric.separation;

import org.mir4j.core.signal.Fft;
import org.mir4j.core.signal.Spectrum;

/**
 * Two consecutive blocks of a signal, as the real and the imaginary part of one, and their spectrum: whole, and apart
 * for the leading bits of the samples and for the others.
 *
 * <p>Samples of so few bits have correlations that are exact after rounding, although they come from transforms; what
 * is not exact then is smaller by as many bits.
 */
final class SplitSignal {

    /** Twice these, and sums over many million samples, are well within the 53 bits of a double. */
    private static final int LEADING_BITS = 11;

    private final Channel channel;
    private final Segment segment;
    private final double quantum;
    private final Spectrum leading;
    private final Spectrum trailing;
    private final Spectrum whole;

    SplitSignal(Channel channel, int transformLength) {
        this.channel = channel;
        segment = new Segment(transformLength);
        quantum = Math.scalb(1.0, Math.getExponent(channel.peak()) + 1 - LEADING_BITS);
        leading = Spectrum.zeros(transformLength);
        trailing = Spectrum.zeros(transformLength);
        whole = Spectrum.zeros(transformLength);
    }

    /** What samples are rounded to: the leading parts are multiples of it. */
    double quantum() {
        return quantum;
    }

    Spectrum leading() {
        return leading;
    }

    Spectrum trailing() {
        return trailing;
    }

    Spectrum whole() {
        return whole;
    }

    /** Transforms the blocks from {@code start} on, each with {@code margin} more samples on both sides. */
    void transform(Fft fft, long start, int block, int margin) {
        segment.readPair(channel, start, block, margin, trailing);
        split(trailing.re(), leading.re(), quantum);
        split(trailing.im(), leading.im(), quantum);
        fft.forward(leading);
        fft.forward(trailing);
        whole.setSum(leading, trailing);
    }

    private static void split(double[] samples, double[] leading, double quantum) {
        double perQuantum = 1 / quantum;
        for (int k = 0; k < samples.length; k++) {
            leading[k] = Math.rint(samples[k] * perQuantum) * quantum;
            samples[k] -= leading[k];
        }
    }
}
