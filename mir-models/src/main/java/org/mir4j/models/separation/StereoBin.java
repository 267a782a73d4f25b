package org.mir4j.models.separation;

/**
 * The complex numbers of one frequency bin.
 *
 * @param re real parts, two channels x frames
 * @param im imaginary parts, two channels x frames
 */
record StereoBin(double[][] re, double[][] im) {

    private static final int CHANNELS = 2;

    /** Zeros. */
    StereoBin(int frames) {
        this(new double[CHANNELS][frames], new double[CHANNELS][frames]);
    }

    /** Adds others, times a factor. */
    void add(StereoBin other, double factor) {
        for (int c = 0; c < CHANNELS; c++) {
            for (int t = 0; t < re[c].length; t++) {
                re[c][t] += factor * other.re[c][t];
                im[c][t] += factor * other.im[c][t];
            }
        }
    }

    /** Becomes others, times a factor. */
    void set(StereoBin other, double factor) {
        for (int c = 0; c < CHANNELS; c++) {
            for (int t = 0; t < re[c].length; t++) {
                re[c][t] = factor * other.re[c][t];
                im[c][t] = factor * other.im[c][t];
            }
        }
    }
}
