package org.mir4j.models.separation;

/** How a stem is now believed to be: its power frame by frame, and its covariance between channels. */
final class StemModel {

    /** Keeps the covariance of silence finite. */
    private static final double EPSILON = 1e-10;

    private final double[] power;
    private double left;
    private double right;
    private double acrossRe;
    private double acrossIm;

    /**
     * @param frames of the bin
     */
    StemModel(int frames) {
        power = new double[frames];
    }

    /** Learns from the latest estimate. */
    void fit(StereoBin y, int channels) {
        double[] leftRe = y.re()[0];
        double[] leftIm = y.im()[0];
        double[] rightRe = y.re()[1];
        double[] rightIm = y.im()[1];
        double weight = EPSILON;
        left = 0;
        right = 0;
        acrossRe = 0;
        acrossIm = 0;
        for (int t = 0; t < power.length; t++) {
            double one = leftRe[t] * leftRe[t] + leftIm[t] * leftIm[t];
            double other = rightRe[t] * rightRe[t] + rightIm[t] * rightIm[t];
            left += one;
            right += other;
            acrossRe += leftRe[t] * rightRe[t] + leftIm[t] * rightIm[t];
            acrossIm += leftIm[t] * rightRe[t] - leftRe[t] * rightIm[t];
            power[t] = (one + other) / channels;
            weight += power[t];
        }
        left /= weight;
        right /= weight;
        acrossRe /= weight;
        acrossIm /= weight;
    }

    /**
     * What of the mixture the model asks for: its power times its covariance times the whitened mixture.
     *
     * @param z the whitened mixture
     * @param y is filled with the estimate
     */
    void ask(StereoBin z, StereoBin y) {
        for (int t = 0; t < power.length; t++) {
            double v = power[t];
            y.re()[0][t] = v * (left * z.re()[0][t] + acrossRe * z.re()[1][t] - acrossIm * z.im()[1][t]);
            y.im()[0][t] = v * (left * z.im()[0][t] + acrossRe * z.im()[1][t] + acrossIm * z.re()[1][t]);
            y.re()[1][t] = v * (right * z.re()[1][t] + acrossRe * z.re()[0][t] + acrossIm * z.im()[0][t]);
            y.im()[1][t] = v * (right * z.im()[1][t] + acrossRe * z.im()[0][t] - acrossIm * z.re()[0][t]);
        }
    }

    /** How loud the stem is, frame by frame. */
    double[] power() {
        return power;
    }

    /** The covariance of the left channel with itself, when the stem's power is 1. */
    double left() {
        return left;
    }

    /** The covariance of the right channel with itself. */
    double right() {
        return right;
    }

    /** The real part of the covariance of the left channel with the right one. */
    double acrossRe() {
        return acrossRe;
    }

    /** The imaginary part of the covariance of the left channel with the right one. */
    double acrossIm() {
        return acrossIm;
    }
}
