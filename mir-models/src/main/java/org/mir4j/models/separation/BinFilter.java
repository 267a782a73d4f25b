package org.mir4j.models.separation;

/**
 * The work of {@link WienerFilter} on one frequency bin, to which no other bin matters; all equations are Open-Unmix's.
 * A mono mixture has a second channel of zeros, which stays so.
 *
 * <p>An object is for one bin after the other, and for one thread.
 */
final class BinFilter {

    /** Keeps ratios of nothing finite. */
    private static final double EPSILON = 1e-10;

    private static final double NOISE = Math.sqrt(EPSILON);

    private final WienerFilter.Settings settings;
    private final int channels;
    private final int frames;
    private final StereoBin mixture;
    private final StereoBin scaled;
    private final StereoBin whitened; // the mixture by the inverse of its covariance
    private final double[][][] magnitudes; // of the stems without the residual
    private final StereoBin[] estimates;
    private final StemModel[] models;

    /**
     * @param settings of the filter
     * @param estimates how many there will be, with the residual
     * @param channels one or two
     * @param frames of the bin
     */
    BinFilter(WienerFilter.Settings settings, int estimates, int channels, int frames) {
        this.settings = settings;
        this.channels = channels;
        this.frames = frames;
        mixture = new StereoBin(frames);
        scaled = new StereoBin(frames);
        whitened = new StereoBin(frames);
        magnitudes = new double[estimates - (settings.residual() ? 1 : 0)][channels][frames];
        this.estimates = new StereoBin[estimates];
        models = new StemModel[estimates];
        for (int j = 0; j < estimates; j++) {
            this.estimates[j] = new StereoBin(frames);
            models[j] = new StemModel(frames);
        }
    }

    /** Takes the mixture of a channel: real and imaginary parts in turn, from an offset on. */
    void mix(int channel, float[] numbers, int offset) {
        for (int t = 0; t < frames; t++) {
            mixture.re()[channel][t] = numbers[offset + 2 * t];
            mixture.im()[channel][t] = numbers[offset + 2 * t + 1];
        }
    }

    /** Takes the magnitudes of a stem and a channel. */
    void stem(int stem, int channel, float[] numbers, int offset) {
        for (int t = 0; t < frames; t++) {
            magnitudes[stem][channel][t] = numbers[offset + t];
        }
    }

    /** Gives an estimate of a channel: real and imaginary parts in turn, from an offset on. */
    void read(int estimate, int channel, float[] numbers, int offset) {
        for (int t = 0; t < frames; t++) {
            numbers[offset + 2 * t] = (float) estimates[estimate].re()[channel][t];
            numbers[offset + 2 * t + 1] = (float) estimates[estimate].im()[channel][t];
        }
    }

    /**
     * Estimates all stems.
     *
     * @param scale what the mixture is divided by while models are made
     */
    void run(double scale) {
        for (int c = 0; c < channels; c++) {
            for (int t = 0; t < frames; t++) {
                estimateFirst(c, t);
            }
        }
        if (settings.residual()) {
            StereoBin rest = estimates[estimates.length - 1];
            rest.set(mixture, 1);
            for (int j = 0; j < magnitudes.length; j++) {
                rest.add(estimates[j], -1);
            }
        }
        if (settings.iterations() > 0) {
            scaled.set(mixture, 1 / scale);
            scale(1 / scale);
            for (int iteration = 0; iteration < settings.iterations(); iteration++) {
                iterate();
            }
            scale(scale);
        }
    }

    private void scale(double factor) {
        for (StereoBin estimate : estimates) {
            estimate.set(estimate, factor);
        }
    }

    private void estimateFirst(int c, int t) {
        double re = mixture.re()[c][t];
        double im = mixture.im()[c][t];
        double whole = settings.softmask() ? EPSILON : Math.sqrt(re * re + im * im);
        if (settings.softmask()) {
            for (double[][] magnitude : magnitudes) {
                whole += magnitude[c][t];
            }
        }
        for (int j = 0; j < magnitudes.length; j++) {
            double part = whole == 0 ? 0 : magnitudes[j][c][t] / whole;
            estimates[j].re()[c][t] = part * re;
            estimates[j].im()[c][t] = part * im;
        }
    }

    private void iterate() {
        for (int j = 0; j < models.length; j++) {
            models[j].fit(estimates[j], channels);
        }
        for (int t = 0; t < frames; t++) {
            whiten(t);
        }
        for (int j = 0; j < models.length; j++) {
            models[j].ask(whitened, estimates[j]);
        }
    }

    /** A frame of the mixture by the inverse of the covariance that all models and the noise give it. */
    private void whiten(int t) {
        double left = NOISE;
        double right = NOISE;
        double acrossRe = 0;
        double acrossIm = 0;
        for (StemModel model : models) {
            double power = model.power()[t];
            left += power * model.left();
            right += power * model.right();
            acrossRe += power * model.acrossRe();
            acrossIm += power * model.acrossIm();
        }
        double determinant = left * right - acrossRe * acrossRe - acrossIm * acrossIm;
        double leftRe = scaled.re()[0][t];
        double leftIm = scaled.im()[0][t];
        double rightRe = scaled.re()[1][t];
        double rightIm = scaled.im()[1][t];
        whitened.re()[0][t] = (right * leftRe - acrossRe * rightRe + acrossIm * rightIm) / determinant;
        whitened.im()[0][t] = (right * leftIm - acrossRe * rightIm - acrossIm * rightRe) / determinant;
        whitened.re()[1][t] = (left * rightRe - acrossRe * leftRe - acrossIm * leftIm) / determinant;
        whitened.im()[1][t] = (left * rightIm - acrossRe * leftIm + acrossIm * leftRe) / determinant;
    }
}
