// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training.separation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mir4j.audio.spectral.Stft;
import org.mir4j.audio.spectral.StftSettings;
import org.mir4j.models.engine.PyTorch;

class StemLossTest {

    private static final StftSettings SETTINGS = StftSettings.hann(64, 16);
    private static final int FRAMES = 9;
    private static final int LENGTH = (FRAMES - 1) * 16 + 64;

    private NDManager manager;
    private Stft stft;

    @BeforeEach
    void open() {
        manager = PyTorch.engine().newBaseManager(Device.cpu());
        stft = new Stft(SETTINGS, manager);
    }

    @AfterEach
    void close() {
        manager.close();
    }

    /** Two mixtures of two stems, of which the second stem is a multiple of the first. */
    private Spectra spectra(double factor, double level) {
        Random random = new Random(4);
        float[] samples = new float[2 * 2 * LENGTH];
        for (int mixture = 0; mixture < 2; mixture++) {
            for (int n = 0; n < LENGTH; n++) {
                float value = (float) (level * (mixture + 1) * random.nextGaussian());
                samples[2 * mixture * LENGTH + n] = value;
                samples[(2 * mixture + 1) * LENGTH + n] = (float) (factor * value);
            }
        }
        NDArray rows = manager.create(samples, new Shape(4, LENGTH));
        return new Spectra(stft.framed(rows).reshape(2, 2, 1, 33, FRAMES), rows, Optional.empty());
    }

    private NDArray masks(double first, double second) {
        NDArray one = manager.full(new Shape(2, 1, 1, 33, FRAMES), (float) first);
        return one.concat(manager.full(new Shape(2, 1, 1, 33, FRAMES), (float) second), 1);
    }

    private double loss(double magnitude, double complex, double waveform, NDArray masks, Spectra spectra) {
        return new StemLoss(new StemLossSettings(magnitude, complex, waveform, 0), stft, false)
                .of(masks, spectra)
                .getFloat();
    }

    @ParameterizedTest
    @CsvSource({"1, 0, 0", "0, 1, 0", "0, 0, 1", "0.5, 2, 1"})
    void theTrueMasksCostNothing(double magnitude, double complex, double waveform) {
        assertEquals(0, loss(magnitude, complex, waveform, masks(0.25, 0.75), spectra(3, 0.1)), 1e-5);
    }

    @ParameterizedTest
    @CsvSource({"1, 0, 0", "0, 1, 0", "0, 0, 1"})
    void theErrorIsAPartOfTheMixtureWhateverItsLevel(double magnitude, double complex, double waveform) {
        // masks that are wrong by 0.1 for the one and by 0.3 for the other are wrong by 0.2 in the mean
        for (double level : new double[] {0.3, 0.003}) {
            double loss = loss(magnitude, complex, waveform, masks(0.35, 0.45), spectra(3, level));
            assertEquals(0.2, loss, 1e-4);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 0, 0", "0, 1, 0", "0, 0, 1", "0.5, 2, 1"})
    void ofMasksThatSumToOneHalfOfTheErrorSaysItAll(double magnitude, double complex, double waveform) {
        StemLossSettings settings = new StemLossSettings(magnitude, complex, waveform, 0);
        NDArray masks = masks(0.35, 0.65);
        Spectra spectra = spectra(-0.4, 0.1);
        double all = new StemLoss(settings, stft, false).of(masks, spectra).getFloat();
        assertTrue(all > 0.1);
        assertEquals(all, new StemLoss(settings, stft, true).of(masks, spectra).getFloat(), 1e-5 * all);
    }

    @Test
    void phasesCountInSpectraAndSamplesAlone() {
        // a stem that is the other upside down: magnitudes are alike, and the mixture is half as loud
        Spectra opposed = spectra(-0.5, 0.1);
        assertEquals(0, loss(1, 0, 0, masks(2, 1), opposed), 1e-5);
        assertTrue(loss(0, 1, 0, masks(2, 1), opposed) > 0.9);
        assertTrue(loss(0, 0, 1, masks(2, 1), opposed) > 0.9);
        assertEquals(0, loss(0, 1, 1, masks(2, -1), opposed), 1e-5);
    }

    @Test
    void energyIsTheRootOfWhatIsWrongInProportionToTheMixture() {
        StemLoss loss = new StemLoss(new StemLossSettings(0, 0, 0, 1), stft, true);
        for (double level : new double[] {0.3, 0.003}) {
            // both stems are wrong by 0.1 of the mixture
            assertEquals(0.1, loss.of(masks(0.35, 0.65), spectra(3, level)).getFloat(), 1e-5);
        }
        double perfect = loss.of(masks(0.25, 0.75), spectra(3, 0.1)).getFloat();
        assertTrue(perfect < 2e-3, "perfect: " + perfect);
        StemLoss both = new StemLoss(new StemLossSettings(0, 0.5, 0, 2), stft, false);
        assertEquals(
                0.5 * 0.1 + 2 * 0.1, both.of(masks(0.35, 0.65), spectra(3, 0.1)).getFloat(), 1e-4);
    }

    @ParameterizedTest
    @CsvSource({"1, 0, 0, 0", "0, 1, 0, 0", "0, 0, 1, 0", "0, 0, 0, 1"})
    void eachMixtureCountsByItsWeight(double magnitude, double complex, double waveform, double energy) {
        StemLoss loss = new StemLoss(new StemLossSettings(magnitude, complex, waveform, energy), stft, false);
        Spectra spectra = spectra(3, 0.1);
        NDArray first = masks(0.35, 0.45).get("0:1").concat(masks(0.25, 0.75).get("0:1"), 0); // the second is right
        double all = loss.of(first, spectra).getFloat();
        assertTrue(all > 0.05);
        for (float[] weights : new float[][] {{0.5f, 1}, {0, 1}, {1, 0}}) {
            Spectra weighted = new Spectra(spectra.stems(), spectra.samples(), Optional.of(manager.create(weights)));
            assertEquals(weights[0] * all, loss.of(first, weighted).getFloat(), 2e-3);
        }
    }

    @Test
    void silenceCostsLittleAndIsANumber() {
        double loss = loss(1, 1, 1, masks(0.5, 0.5), spectra(1, 0));
        assertEquals(0, loss, 1e-6);
        double energy = new StemLoss(new StemLossSettings(0, 0, 0, 1), stft, false)
                .of(masks(0.5, 0.5), spectra(1, 0))
                .getFloat();
        assertTrue(energy < 2e-3, "energy: " + energy);
    }
}
