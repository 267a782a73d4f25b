// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.separation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mir4j.models.GoldenFile;
import org.mir4j.models.engine.PyTorch;
import org.mir4j.models.settings.SettingsTree;

/** The multichannel Wiener filter against Open-Unmix's own, and where there is nothing to separate. */
class WienerFilterTest {

    private static final double TOLERANCE = 1e-5;
    private static final float ROUNDING = 1e-5f;

    private NDManager manager;

    @BeforeEach
    void open() {
        manager = PyTorch.engine().newBaseManager();
    }

    @AfterEach
    void close() {
        manager.close();
    }

    static List<Arguments> goldens() {
        List<Arguments> goldens = new ArrayList<>();
        for (JsonElement each : GoldenFile.read("wiener").getAsJsonArray("wiener")) {
            JsonObject song = each.getAsJsonObject();
            for (JsonElement filter : song.getAsJsonArray("filters")) {
                JsonElement settings = filter.getAsJsonObject().get("settings");
                goldens.add(Arguments.of(song.get("name").getAsString() + " " + settings, song, filter));
            }
        }
        return goldens;
    }

    private NDArray array(JsonObject golden, String key) {
        return GoldenFile.array(GoldenFile.tensor(golden.getAsJsonObject(key)), manager);
    }

    private NDArray complex(JsonObject golden) {
        return complex(array(golden, "real"), array(golden, "imaginary"));
    }

    private static NDArray complex(NDArray real, NDArray imaginary) {
        return NDArrays.stack(new NDList(real, imaginary), -1).complex();
    }

    private static float[] numbers(NDArray complex) {
        return complex.real().toFloatArray();
    }

    /** Masks that leave so much of a mixture; any, where there is nothing of it. */
    private static NDArray masks(NDArray magnitudes, NDArray mixture) {
        return magnitudes.div(mixture.abs().maximum(1e-20f));
    }

    private static WienerFilter filter(int iterations, boolean softmask, boolean residual) {
        return new WienerFilter(new WienerFilter.Settings(iterations, softmask, residual));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("goldens")
    void estimatesAreThoseOfOpenUnmix(String name, JsonObject song, JsonObject golden) {
        WienerFilter filter = new WienerFilter(SettingsTree.read(golden.get("settings"), WienerFilter.Settings.class));
        NDArray mixture = complex(song.getAsJsonObject("mixture"));
        NDArray masks = masks(array(song, "magnitudes"), mixture);
        int before = manager.getManagedArrays().size();
        NDArray found = filter.apply(masks, mixture);
        assertEquals(before + 1, manager.getManagedArrays().size(), "a filter has left arrays behind");
        NDArray expected = complex(golden);
        assertEquals(expected.getShape(), found.getShape());
        float[] numbers = numbers(expected);
        float largest = 0;
        for (float number : numbers) {
            largest = Math.max(largest, Math.abs(number));
        }
        assertArrayEquals(numbers, numbers(found), (float) (TOLERANCE * largest));
    }

    /** Sines of a shape, no two of which have the same period. */
    private NDArray sines(Shape shape, double period) {
        return manager.arange((float) shape.size()).mul(period).sin().reshape(shape);
    }

    private NDArray mixture(int channels, int bins, int frames) {
        Shape shape = new Shape(channels, bins, frames);
        return complex(sines(shape, 1.3), sines(shape, 2.9));
    }

    @Test
    void estimatesWithTheResidualAddUpToTheMixture() {
        NDArray mixture = mixture(2, 3, 20);
        NDArray masks = masks(sines(new Shape(2, 2, 3, 20), 0.7).abs(), mixture);
        for (int iterations = 0; iterations < 3; iterations++) {
            NDArray parts =
                    filter(iterations, false, true).apply(masks, mixture).real();
            assertEquals(new Shape(3, 2, 3, 20, 2), parts.getShape());
            NDArray sum = parts.sum(new int[] {0});
            // noise, which the model has besides the stems, keeps a part of the mixture for itself
            assertArrayEquals(numbers(mixture), sum.toFloatArray(), iterations == 0 ? ROUNDING : 1e-3f);
        }
    }

    @Test
    void masksThatLeaveAllGiveTheMixture() {
        NDArray mixture = mixture(1, 2, 6);
        NDArray found = filter(0, false, false).apply(manager.ones(new Shape(1, 1, 2, 6)), mixture);
        assertArrayEquals(numbers(mixture), numbers(found), ROUNDING);
    }

    @Test
    void silenceStaysSilent() {
        NDArray silence = manager.zeros(new Shape(2, 2, 4, 2)).complex();
        NDArray masks = manager.ones(new Shape(2, 2, 2, 4));
        for (int iterations = 0; iterations < 3; iterations++) {
            NDArray found = filter(iterations, iterations == 1, true).apply(masks, silence);
            assertArrayEquals(new float[3 * 2 * 2 * 4 * 2], numbers(found));
        }
    }

    @Test
    void rowsOfAMixtureNeedNotFollowEachOther() {
        NDArray mixture = mixture(2, 3, 5);
        NDArray masks = masks(sines(new Shape(2, 2, 3, 5), 0.7).abs(), mixture);
        NDArray turned = mixture.real().transpose(2, 1, 0, 3).duplicate().transpose(2, 1, 0, 3);
        NDArray turnedMasks = masks.transpose(3, 2, 1, 0).duplicate().transpose(3, 2, 1, 0);
        WienerFilter filter = filter(1, false, true);
        int before = manager.getManagedArrays().size();
        NDArray found = filter.apply(turnedMasks, turned.complex());
        assertEquals(before + 2, manager.getManagedArrays().size(), "more than the mixture and the estimates");
        assertArrayEquals(numbers(filter.apply(masks, mixture)), numbers(found));
    }

    @Test
    void whatLiesElsewhereBetweenTheChannelsIsTakenApart() {
        Shape shape = new Shape(1, 1, 60);
        NDArray left = complex(sines(shape, 1.3), sines(shape, 2.9));
        NDArray right = complex(sines(shape, 0.9), sines(shape, 2.3));
        NDArray mixture = NDArrays.concat(new NDList(left.real(), right.real())).complex();
        NDArray ones = manager.ones(shape);
        NDArray first = NDArrays.concat(new NDList(ones, ones.mul(0.3))); // the masks of a stem on the left
        NDArray second = NDArrays.concat(new NDList(ones.mul(0.3), ones));
        NDArray masks = NDArrays.stack(new NDList(first, second));
        double before = leakage(filter(0, false, false).apply(masks, mixture));
        double after = leakage(filter(2, false, false).apply(masks, mixture));
        assertTrue(after < before / 4, () -> "from " + before + " to " + after);
    }

    @Test
    void stemsOfALoudSongWhoseChannelsAreAlikeAddUpToIt() {
        Shape shape = new Shape(1, 2, 60);
        NDArray channel = complex(sines(shape, 1.3).mul(1000), sines(shape, 2.9).mul(1000));
        NDArray mixture =
                NDArrays.concat(new NDList(channel.real(), channel.real())).complex();
        NDArray part = sines(shape, 0.7).square().repeat(0, 2);
        NDArray masks = NDArrays.stack(new NDList(part, part.neg().add(1)));
        NDArray found = filter(1, false, false).apply(masks, mixture).real().sum(new int[] {0});
        // in single precision the determinant of their covariance, which is singular but for the noise, is off by a
        // tenth
        assertArrayEquals(numbers(mixture), found.toFloatArray(), 0.1f);
    }

    /** The power of the left stem on the right. */
    private static double leakage(NDArray estimates) {
        NDArray wrong = estimates.real().get(new NDIndex("0, 1"));
        return wrong.mul(wrong).sum().getFloat();
    }

    private void requireRefused(String reason, Executable filtering) {
        String message = assertThrows(IllegalArgumentException.class, filtering).getMessage();
        assertTrue(message.contains(reason), message);
    }

    @Test
    void whatCannotBeFilteredIsRefused() {
        NDArray mixture = mixture(2, 3, 4);
        NDArray stem = manager.ones(new Shape(1, 2, 3, 4));
        requireRefused("at least 0 iterations", () -> filter(-1, false, false));
        requireRefused("single stem", () -> filter(1, false, false).apply(stem, mixture));
        requireRefused("complex", () -> filter(0, false, false).apply(stem, manager.ones(new Shape(2, 3, 4))));
        requireRefused("(1, 2, 3, 5) for (2, 3, 4)", () -> filter(0, false, false)
                .apply(manager.ones(new Shape(1, 2, 3, 5)), mixture));
        requireRefused("one channel or two", () -> filter(0, false, false)
                .apply(manager.ones(new Shape(1, 3, 3, 4)), mixture(3, 3, 4)));
        assertEquals(
                DataType.COMPLEX64, filter(0, false, false).apply(stem, mixture).getDataType());
    }
}
