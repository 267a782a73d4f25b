// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.core.signal;

/**
 * The discrete Fourier transform of complex signals whose length is a power of two, for convolutions and correlations.
 *
 * <p>The spectrum is left in an order of its own: products of two spectra and {@link #inverse} need no other, and no
 * time goes into sorting. Rounding errors are those of double precision, about 1e-16 of the signal's norm.
 *
 * <p>The signal is laid out as a matrix, transformed down its columns, turned by twiddle factors, transposed and
 * transformed down its columns again (Bailey, "FFTs in external or hierarchical memory", 1990): each step runs along
 * whole rows, all of them alike, which the JVM's compiler turns into vector instructions.
 *
 * <p>An instance owns its scratch memory: not for two threads at a time.
 */
public final class Fft {

    private final int length;
    private final Columns tall;
    private final Columns wide;
    private final double[][] turnRe;
    private final double[][] turnIm;

    /**
     * Prepares transforms of one length.
     *
     * @param length how many complex samples, a power of two of at least 4
     */
    public Fft(int length) {
        if (length < 4 || Integer.bitCount(length) != 1) {
            throw new IllegalArgumentException(
                    "the length of a transform is a power of two of at least 4, got " + length);
        }
        this.length = length;
        int rows = 1 << (Integer.numberOfTrailingZeros(length) / 2);
        int columns = length / rows;
        tall = new Columns(rows, columns);
        wide = new Columns(columns, rows);
        turnRe = new double[rows][columns];
        turnIm = new double[rows][columns];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                double angle = -2 * Math.PI * ((long) tall.frequency(row) * column % length) / length;
                turnRe[row][column] = Math.cos(angle);
                turnIm[row][column] = Math.sin(angle);
            }
        }
    }

    /**
     * How many samples a transform takes.
     *
     * @return the length, a power of two
     */
    public int length() {
        return length;
    }

    /**
     * Transforms a signal in place, without scaling.
     *
     * @param signal {@link #length} complex samples; afterwards their spectrum, in this class's order
     */
    public void forward(Spectrum signal) {
        tall.load(signal);
        tall.forward();
        for (int row = 0; row < turnRe.length; row++) {
            turn(tall.re[row], tall.im[row], turnRe[row], turnIm[row]);
        }
        transpose(tall.re, wide.re);
        transpose(tall.im, wide.im);
        wide.forward();
        wide.store(signal);
    }

    /**
     * Transforms a spectrum back in place, scaled so that it undoes {@link #forward}.
     *
     * @param spectrum {@link #length} bins in this class's order; afterwards the signal, in order of time
     */
    public void inverse(Spectrum spectrum) {
        wide.load(spectrum);
        wide.inverse();
        transpose(wide.re, tall.re);
        transpose(wide.im, tall.im);
        double scale = 1.0 / length;
        for (int row = 0; row < turnRe.length; row++) {
            turnBack(tall.re[row], tall.im[row], turnRe[row], turnIm[row], scale);
        }
        tall.inverse();
        tall.store(spectrum);
    }

    private static void turn(double[] re, double[] im, double[] cos, double[] sin) {
        for (int k = 0; k < re.length; k++) {
            double r = re[k];
            double i = im[k];
            re[k] = r * cos[k] - i * sin[k];
            im[k] = r * sin[k] + i * cos[k];
        }
    }

    private static void turnBack(double[] re, double[] im, double[] cos, double[] sin, double scale) {
        for (int k = 0; k < re.length; k++) {
            double r = re[k] * scale;
            double i = im[k] * scale;
            re[k] = r * cos[k] + i * sin[k];
            im[k] = i * cos[k] - r * sin[k];
        }
    }

    private static void transpose(double[][] from, double[][] to) {
        for (int row = 0; row < to.length; row++) {
            double[] line = to[row];
            for (int column = 0; column < line.length; column++) {
                line[column] = from[column][row];
            }
        }
    }
}
