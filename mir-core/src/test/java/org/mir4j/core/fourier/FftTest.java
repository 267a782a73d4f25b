// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.core.fourier;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FftTest {

    private static Spectrum random(int length, long seed) {
        Random random = new Random(seed);
        return new Spectrum(
                random.doubles(length, -1, 1).toArray(),
                random.doubles(length, -1, 1).toArray());
    }

    private static Spectrum copy(Spectrum spectrum) {
        return new Spectrum(spectrum.re().clone(), spectrum.im().clone());
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 8, 16, 32, 64, 128, 512, 4096, 8192})
    void theInverseUndoesTheTransform(int length) {
        Spectrum signal = random(length, 1);
        Spectrum result = copy(signal);
        Fft fft = new Fft(length);
        fft.forward(result);
        fft.inverse(result);
        assertArrayEquals(signal.re(), result.re(), 1e-13);
        assertArrayEquals(signal.im(), result.im(), 1e-13);
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 8, 16, 32, 64, 128})
    void theSpectrumHoldsTheDiscreteFourierTransformInSomeOrder(int length) {
        Spectrum signal = random(length, 2);
        Spectrum result = copy(signal);
        new Fft(length).forward(result);
        boolean[] seen = new boolean[length];
        for (int frequency = 0; frequency < length; frequency++) {
            double re = 0;
            double im = 0;
            for (int n = 0; n < length; n++) {
                double angle = -2 * Math.PI * frequency * n / length;
                re += signal.re()[n] * Math.cos(angle) - signal.im()[n] * Math.sin(angle);
                im += signal.re()[n] * Math.sin(angle) + signal.im()[n] * Math.cos(angle);
            }
            for (int bin = 0; bin < length; bin++) {
                seen[bin] |= Math.hypot(result.re()[bin] - re, result.im()[bin] - im) < 1e-11;
            }
        }
        boolean[] all = new boolean[length];
        Arrays.fill(all, true);
        assertArrayEquals(all, seen);
    }

    @Test
    void productsOfSpectraAreConvolutionsAndCorrelations() {
        int length = 32;
        Spectrum a = random(length, 3);
        Spectrum b = random(length, 4);
        double convolved = 0;
        double correlated = 0;
        for (int m = 0; m < length; m++) {
            int before = Math.floorMod(5 - m, length);
            int after = (m + 5) % length;
            convolved += a.re()[m] * b.re()[before] - a.im()[m] * b.im()[before];
            correlated += a.re()[m] * b.re()[after] + a.im()[m] * b.im()[after];
        }
        Fft fft = new Fft(length);
        fft.forward(a);
        fft.forward(b);
        Spectrum product = Spectrum.zeros(length);
        product.addProduct(a, b);
        fft.inverse(product);
        assertEquals(convolved, product.re()[5], 1e-12);
        product.clear();
        product.addConjugateProduct(a, b);
        fft.inverse(product);
        assertEquals(correlated, product.re()[5], 1e-12);
    }

    @ParameterizedTest
    @ValueSource(ints = {-8, 0, 2, 12, 100})
    void lengthsThatAreNoPowersOfTwoAreRefused(int length) {
        assertThrows(IllegalArgumentException.class, () -> new Fft(length));
    }
}
