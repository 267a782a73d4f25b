// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.core.fourier;

import java.util.Arrays;

/**
 * Complex numbers, their real and imaginary parts apart: a signal before {@link Fft#forward} and its spectrum after.
 *
 * <p>Loops run over local arrays with one index for all, the shape that the JVM's compiler turns into vector
 * instructions.
 *
 * @param re real parts
 * @param im imaginary parts, as many
 */
public record Spectrum(double[] re, double[] im) {

    /** Refuses parts of different lengths. */
    public Spectrum {
        if (re.length != im.length) {
            throw new IllegalArgumentException(
                    "there are " + re.length + " real parts for " + im.length + " imaginary parts");
        }
    }

    /**
     * Zeros.
     *
     * @param length how many complex numbers
     * @return a spectrum with arrays of its own
     */
    public static Spectrum zeros(int length) {
        return new Spectrum(new double[length], new double[length]);
    }

    /** Sets all numbers to zero. */
    public void clear() {
        Arrays.fill(re, 0);
        Arrays.fill(im, 0);
    }

    /**
     * Becomes {@code a + b}, bin by bin.
     *
     * @param a a spectrum of the same length
     * @param b a spectrum of the same length
     */
    public void setSum(Spectrum a, Spectrum b) {
        for (int k = 0; k < re.length; k++) {
            re[k] = a.re[k] + b.re[k];
            im[k] = a.im[k] + b.im[k];
        }
    }

    /**
     * Adds {@code a * b}, bin by bin: a convolution in time.
     *
     * @param a a spectrum of the same length
     * @param b a spectrum of the same length
     */
    public void addProduct(Spectrum a, Spectrum b) {
        double[] sumRe = re;
        double[] sumIm = im;
        double[] ar = a.re;
        double[] ai = a.im;
        double[] br = b.re;
        double[] bi = b.im;
        for (int k = 0; k < sumRe.length; k++) {
            sumRe[k] += ar[k] * br[k] - ai[k] * bi[k];
            sumIm[k] += ar[k] * bi[k] + ai[k] * br[k];
        }
    }

    /**
     * Adds {@code conj(a) * b}, bin by bin: a correlation in time, {@code sum over m of a[m] b[m + lag]}.
     *
     * @param a a spectrum of the same length
     * @param b a spectrum of the same length
     */
    public void addConjugateProduct(Spectrum a, Spectrum b) {
        double[] sumRe = re;
        double[] sumIm = im;
        double[] ar = a.re;
        double[] ai = a.im;
        double[] br = b.re;
        double[] bi = b.im;
        for (int k = 0; k < sumRe.length; k++) {
            sumRe[k] += ar[k] * br[k] + ai[k] * bi[k];
            sumIm[k] += ar[k] * bi[k] - ai[k] * br[k];
        }
    }
}
