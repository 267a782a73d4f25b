// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.core.fourier;

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

    /**
     * Transforms down all columns of a matrix at once, by radix 4 with decimation in frequency. Afterwards row {@code r}
     * holds frequency {@link #frequency frequency(r)}.
     *
     * <p>Each row is an array of its own, so that the compiler sees that rows do not overlap.
     */
    private static final class Columns {

        final double[][] re;
        final double[][] im;
        private final int rows;
        private final int columns;
        private final double[] cos;
        private final double[] sin;

        Columns(int rows, int columns) {
            this.rows = rows;
            this.columns = columns;
            re = new double[rows][columns];
            im = new double[rows][columns];
            cos = new double[rows];
            sin = new double[rows];
            for (int k = 0; k < rows; k++) {
                cos[k] = Math.cos(-2 * Math.PI * k / rows);
                sin[k] = Math.sin(-2 * Math.PI * k / rows);
            }
        }

        /** Which frequency a row holds after {@link #forward}. */
        int frequency(int row) {
            int frequency = 0;
            int weight = 1;
            int rest = row;
            int size = rows;
            while (size > 1) {
                int radix = size == 2 ? 2 : 4;
                size /= radix;
                frequency += weight * (rest / size);
                rest %= size;
                weight *= radix;
            }
            return frequency;
        }

        void load(Spectrum from) {
            for (int row = 0; row < rows; row++) {
                System.arraycopy(from.re(), row * columns, re[row], 0, columns);
                System.arraycopy(from.im(), row * columns, im[row], 0, columns);
            }
        }

        void store(Spectrum to) {
            for (int row = 0; row < rows; row++) {
                System.arraycopy(re[row], 0, to.re(), row * columns, columns);
                System.arraycopy(im[row], 0, to.im(), row * columns, columns);
            }
        }

        void forward() {
            int size = rows;
            for (; size >= 4; size /= 4) {
                for (int block = 0; block < rows; block += size) {
                    for (int row = 0; row < size / 4; row++) {
                        fromTime(block + row, size / 4, row * (rows / size));
                    }
                }
            }
            if (size == 2) {
                pairs();
            }
        }

        void inverse() {
            int size = 4;
            if (Integer.numberOfTrailingZeros(rows) % 2 == 1) {
                pairs();
                size = 8;
            }
            for (; size <= rows; size *= 4) {
                for (int block = 0; block < rows; block += size) {
                    for (int row = 0; row < size / 4; row++) {
                        toTime(block + row, size / 4, row * (rows / size));
                    }
                }
            }
        }

        private void pairs() {
            for (int row = 0; row < rows; row += 2) {
                sumAndDifference(re[row], re[row + 1]);
                sumAndDifference(im[row], im[row + 1]);
            }
        }

        private static void sumAndDifference(double[] a, double[] b) {
            for (int k = 0; k < a.length; k++) {
                double sum = a[k] + b[k];
                b[k] = a[k] - b[k];
                a[k] = sum;
            }
        }

        /** A butterfly of the rows {@code row}, {@code row + step} ..., turned by once, twice and thrice {@code turn}. */
        private void fromTime(int row, int step, int turn) {
            double[] ar = re[row];
            double[] ai = im[row];
            double[] br = re[row + step];
            double[] bi = im[row + step];
            double[] cr = re[row + 2 * step];
            double[] ci = im[row + 2 * step];
            double[] dr = re[row + 3 * step];
            double[] di = im[row + 3 * step];
            double c1 = cos[turn];
            double s1 = sin[turn];
            double c2 = cos[2 * turn];
            double s2 = sin[2 * turn];
            double c3 = cos[3 * turn];
            double s3 = sin[3 * turn];
            for (int k = 0; k < columns; k++) {
                double evenR = ar[k] + cr[k];
                double evenI = ai[k] + ci[k];
                double oddR = br[k] + dr[k];
                double oddI = bi[k] + di[k];
                double evenGapR = ar[k] - cr[k];
                double evenGapI = ai[k] - ci[k];
                double oddGapR = br[k] - dr[k];
                double oddGapI = bi[k] - di[k];
                ar[k] = evenR + oddR;
                ai[k] = evenI + oddI;
                br[k] = (evenGapR + oddGapI) * c1 - (evenGapI - oddGapR) * s1;
                bi[k] = (evenGapR + oddGapI) * s1 + (evenGapI - oddGapR) * c1;
                cr[k] = (evenR - oddR) * c2 - (evenI - oddI) * s2;
                ci[k] = (evenR - oddR) * s2 + (evenI - oddI) * c2;
                dr[k] = (evenGapR - oddGapI) * c3 - (evenGapI + oddGapR) * s3;
                di[k] = (evenGapR - oddGapI) * s3 + (evenGapI + oddGapR) * c3;
            }
        }

        /** Undoes {@link #fromTime}, up to a factor of 4. */
        private void toTime(int row, int step, int turn) {
            double[] ar = re[row];
            double[] ai = im[row];
            double[] br = re[row + step];
            double[] bi = im[row + step];
            double[] cr = re[row + 2 * step];
            double[] ci = im[row + 2 * step];
            double[] dr = re[row + 3 * step];
            double[] di = im[row + 3 * step];
            double c1 = cos[turn];
            double s1 = sin[turn];
            double c2 = cos[2 * turn];
            double s2 = sin[2 * turn];
            double c3 = cos[3 * turn];
            double s3 = sin[3 * turn];
            for (int k = 0; k < columns; k++) {
                double firstR = br[k] * c1 + bi[k] * s1;
                double firstI = bi[k] * c1 - br[k] * s1;
                double secondR = cr[k] * c2 + ci[k] * s2;
                double secondI = ci[k] * c2 - cr[k] * s2;
                double thirdR = dr[k] * c3 + di[k] * s3;
                double thirdI = di[k] * c3 - dr[k] * s3;
                double evenR = ar[k] + secondR;
                double evenI = ai[k] + secondI;
                double evenGapR = ar[k] - secondR;
                double evenGapI = ai[k] - secondI;
                ar[k] = evenR + (firstR + thirdR);
                ai[k] = evenI + (firstI + thirdI);
                br[k] = evenGapR - (firstI - thirdI);
                bi[k] = evenGapI + (firstR - thirdR);
                cr[k] = evenR - (firstR + thirdR);
                ci[k] = evenI - (firstI + thirdI);
                dr[k] = evenGapR + (firstI - thirdI);
                di[k] = evenGapI - (firstR - thirdR);
            }
        }
    }
}
