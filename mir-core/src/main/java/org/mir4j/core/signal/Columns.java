// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.core.signal;

/**
 * Transforms down all columns of a matrix at once, by radix 4 with decimation in frequency. Afterwards row {@code r}
 * holds frequency {@link #frequency frequency(r)}.
 *
 * <p>Each row is an array of its own, so that the compiler sees that rows do not overlap.
 */
final class Columns {

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
