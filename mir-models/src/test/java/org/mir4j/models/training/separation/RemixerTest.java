// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training.separation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ShortBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RemixerTest {

    private static final int LENGTH = 500;

    /** A clip of two channels: a slow sine at a level, the other channel at half of it. */
    private static Clip clip(double level, int length) {
        short[] samples = new short[2 * length];
        for (int n = 0; n < length; n++) {
            double value = level * Math.sin(0.02 * n) * Clip.STEPS;
            samples[n] = (short) Math.round(value);
            samples[length + n] = (short) Math.round(value / 2);
        }
        return new Clip(ShortBuffer.wrap(samples), 2, 1);
    }

    private static StemSong song(String id, double voice, double band, double share) {
        return new StemSong(
                id,
                id,
                List.of(
                        voice == 0 ? Optional.empty() : Optional.of(clip(voice, 4000)),
                        band == 0 ? Optional.empty() : Optional.of(clip(band, 4000))),
                share,
                Confidence.FULL);
    }

    private static Remixer remixer(RemixSettings settings, StemSong... songs) {
        return new Remixer(List.of(songs), settings, 1, 2, LENGTH, 3);
    }

    private static Set<List<String>> names(Remixer remixer, int count) {
        Set<List<String>> names = new HashSet<>();
        for (int i = 0; i < count; i++) {
            names.add(remixer.mixture(i).names());
        }
        return names;
    }

    @Test
    void withoutRemixingStemsStayTogetherAsTheyAre() {
        Remixer remixer = remixer(RemixSettings.none(), song("a", 0.5, 0.25, 1), song("b", 0.5, 0.25, 1));
        assertEquals(Set.of(List.of("a"), List.of("b")), names(remixer, 20));
        float[][][] samples = remixer.mixture(7).samples();
        for (int n = 0; n < LENGTH; n++) {
            assertEquals(samples[0][0][n], 2 * samples[1][0][n], 1e-4);
            assertEquals(samples[0][0][n], 2 * samples[0][1][n], 1e-4);
        }
    }

    @Test
    void stemsOfSongsThatLackOthersComeFromAnywhere() {
        RemixSettings apart = new RemixSettings(0.0, 0, false, 0, 0, 0, 0);
        Remixer remixer = remixer(apart, song("voice", 0.5, 0, 1), song("band", 0, 0.5, 1), song("both", 0.5, 0.5, 1));
        assertEquals(
                Set.of(
                        List.of("voice", "band"),
                        List.of("voice", "both"),
                        List.of("both", "band"),
                        List.of("both", "both")),
                names(remixer, 60));
    }

    @Test
    void whoHasAShareIsDrawnMoreOften() {
        RemixSettings apart = new RemixSettings(0.0, 0, false, 0, 0, 0, 0);
        Remixer remixer = remixer(apart, song("rare", 0.5, 0.5, 1), song("often", 0.5, 0.5, 9));
        int often = 0;
        for (int i = 0; i < 200; i++) {
            often += remixer.mixture(i).names().get(0).equals("often") ? 1 : 0;
        }
        assertTrue(often > 160 && often < 195, often + " of 200");
    }

    @Test
    void theSameNumberGivesTheSameMixtureAndOthersDiffer() {
        RemixSettings all = new RemixSettings(0.3, 6, true, 0.4, 0.1, 0, 0);
        Remixer one = remixer(all, song("a", 0.5, 0.3, 1), song("b", 0.4, 0.2, 1));
        Remixer other = remixer(all, song("a", 0.5, 0.3, 1), song("b", 0.4, 0.2, 1));
        Set<Float> values = new HashSet<>();
        for (int i = 0; i < 10; i++) {
            assertArrayEquals(one.mixture(i).samples()[0][0], other.mixture(i).samples()[0][0]);
            values.add(one.mixture(i).samples()[0][0][100]);
        }
        assertTrue(values.size() > 8);
    }

    @Test
    void gainsStayWithinTheirRangeAndChannelsChangePlaces() {
        Remixer remixer = remixer(new RemixSettings(1.0, 6, true, 0, 0, 0, 0), song("a", 0.25, 0.25, 1));
        boolean swapped = false;
        for (int i = 0; i < 40; i++) {
            float[][] voice = remixer.mixture(i).samples()[0];
            double left = peak(voice[0]);
            double right = peak(voice[1]);
            assertTrue(Math.max(left, right) <= 0.25 * 2.001, left + " " + right);
            assertTrue(Math.max(left, right) >= 0.25 / 2.001, left + " " + right);
            assertEquals(2, Math.max(left, right) / Math.min(left, right), 0.01);
            swapped |= right > left;
        }
        assertTrue(swapped);
    }

    @Test
    void stemsOfOneSongStayAlignedThoughOneEndsEarly() {
        Clip whole = clip(0.5, 4000);
        Clip half = clip(0.25, 2000);
        StemSong song = new StemSong("a", "a", List.of(Optional.of(half), Optional.of(whole)), 1, Confidence.FULL);
        for (double speed : new double[] {0, 0.3}) {
            Remixer remixer = remixer(new RemixSettings(1.0, 0, false, 0, speed, 0, 0), song);
            boolean ended = false;
            for (int i = 0; i < 40; i++) {
                float[][][] samples = remixer.mixture(i).samples();
                int end = LENGTH;
                while (end > 0 && samples[0][0][end - 1] == 0) {
                    end--;
                }
                ended |= end < LENGTH;
                for (int n = 0; n < end - 4; n++) {
                    assertEquals(samples[1][0][n], 2 * samples[0][0][n], 1e-4);
                }
            }
            assertTrue(ended);
        }
    }

    @Test
    void aClipReadsSilenceBeyondItsEndAndKeepsItsScale() {
        Clip clip = new Clip(ShortBuffer.wrap(new short[] {Short.MAX_VALUE, 0, 0, Short.MAX_VALUE}), 2, 3);
        assertArrayEquals(new float[] {0, 0, 0}, clip.read(1, 3)[0]);
        assertArrayEquals(new float[] {3, 0, 0}, clip.read(1, 3)[1]);
        assertArrayEquals(new float[] {0, 0}, clip.read(9, 2)[1]);
    }

    @Test
    void onlyTheRightChannelIsEnoughToBeHeard() {
        short[] samples = new short[8000];
        for (int n = 6000; n < 8000; n++) {
            samples[n] = 9000; // the second half of the second channel
        }
        StemSong song = new StemSong(
                "a",
                "a",
                List.of(Optional.of(new Clip(ShortBuffer.wrap(samples), 2, 1)), Optional.of(clip(1, 4000))),
                1,
                Confidence.FULL);
        Remixer remixer = remixer(new RemixSettings(0.0, 0, false, 0, 0, 0, 0), song);
        int heard = 0;
        for (int i = 0; i < 200; i++) {
            heard += power(remixer.mixture(i).samples()[0][1]) > 0 ? 1 : 0;
        }
        assertTrue(heard > 180, heard + " of 200"); // of places taken as they come, 114 are
    }

    private static double peak(float[] samples) {
        double peak = 0;
        for (float value : samples) {
            peak = Math.max(peak, Math.abs(value));
        }
        return peak;
    }

    private static StemSong taught(String id, float... confidence) {
        List<Optional<StemClip>> clips = List.of(Optional.of(clip(0.5, 4000)), Optional.of(clip(0.25, 4000)));
        return new StemSong(id, id, clips, 1, new Confidence(confidence, 1000));
    }

    @Test
    void stemsThatTeachersFoundMeetInNewMixtures() {
        RemixSettings apart = new RemixSettings(0.0, 0, false, 0, 0, 0, 0);
        assertEquals(
                Set.of(List.of("a", "a"), List.of("a", "b"), List.of("b", "a"), List.of("b", "b")),
                names(remixer(apart, taught("a", 1, 1, 1, 1), taught("b", 1, 1, 1, 1)), 40));
    }

    @Test
    void aMixtureWeighsWhatItsMostDoubtfulStemDoes() {
        RemixSettings apart = new RemixSettings(0.0, 0, false, 0, 0, 0, 0);
        Remixer remixer = remixer(
                apart,
                song("true", 0.5, 0.5, 1),
                taught("half", 0.5f, 0.5f, 0.5f, 0.5f),
                taught("a fifth", 0.2f, 0.2f, 0.2f, 0.2f));
        for (int i = 0; i < 40; i++) {
            Remixer.Mixture mixture = remixer.mixture(i);
            double expected =
                    mixture.names().contains("a fifth") ? 0.2 : mixture.names().contains("half") ? 0.5 : 1;
            assertEquals(expected, mixture.weight(), 1e-6, mixture.names().toString());
        }
    }

    @Test
    void theWeightIsThatOfThePassage() {
        Remixer remixer = remixer(RemixSettings.none(), taught("a", 1, 1, 0, 0));
        Set<Double> weights = new HashSet<>();
        for (int i = 0; i < 60; i++) {
            weights.add(remixer.mixture(i).weight());
        }
        assertEquals(Set.of(0.0, 0.5, 1.0), weights);
    }

    @Test
    void confidenceCountsByItsPower() {
        List<StemSong> songs = List.of(taught("a", 0.5f, 0.5f, 0.5f, 0.5f));
        for (double power : new double[] {0, 1, 2}) {
            Remixer remixer = new Remixer(songs, RemixSettings.none(), power, 2, LENGTH, 3);
            assertEquals(Math.pow(0.5, power), remixer.mixture(0).weight(), 1e-6);
        }
    }

    @Test
    void aFasterStemIsHigherAndStaysSmooth() {
        Remixer remixer = remixer(new RemixSettings(1.0, 0, false, 0, 0.3, 0, 0), song("a", 0.5, 0.5, 1));
        Set<Long> periods = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            float[] voice = remixer.mixture(i).samples()[0][0];
            // a sine obeys x[n-1] + x[n+1] = 2 cos(w) x[n], at any speed
            double top = 0;
            double bottom = 0;
            for (int n = 1; n < LENGTH - 1; n++) {
                top += voice[n] * (voice[n - 1] + voice[n + 1]);
                bottom += 2 * voice[n] * voice[n];
            }
            double omega = Math.acos(Math.min(1, top / bottom));
            assertTrue(omega > 0.02 * 0.69 && omega < 0.02 * 1.31, "omega " + omega);
            periods.add(Math.round(omega * 1000));
        }
        assertTrue(periods.size() > 5, periods.toString());
    }

    @Test
    void hissIsAddedUpToALevelToEveryStemByItself() {
        Remixer remixer =
                remixer(new RemixSettings(1.0, 0, false, 0, 0, 0, -40), song("a", 1e-9, 1e-9, 1)); // silence in 16 bits
        double loudest = 0;
        for (int i = 0; i < 40; i++) {
            float[][][] samples = remixer.mixture(i).samples();
            assertTrue(samples[0][0][9] != samples[1][0][9]);
            double level = 10 * Math.log10(power(samples[0][0]));
            assertTrue(level > -100 && level < -38, "level " + level);
            loudest = Math.max(loudest, level);
        }
        assertTrue(loudest > -55, "loudest " + loudest);
    }

    @Test
    void anEqualiserChangesTheToneOfStems() {
        StemSong song = song("a", 0.5, 0.25, 1);
        float[][][] plain = remixer(RemixSettings.none(), song).mixture(0).samples();
        float[][][] coloured = remixer(new RemixSettings(1.0, 0, false, 0, 0, 9, 0), song)
                .mixture(0)
                .samples();
        double change = Math.abs(10 * Math.log10(power(coloured[0][0]) / power(plain[0][0])));
        assertTrue(change > 0.01 && change < 18, "change " + change);
    }

    private static double power(float[] row) {
        double power = 0;
        for (float value : row) {
            power += (double) value * value / row.length;
        }
        return power;
    }
}
