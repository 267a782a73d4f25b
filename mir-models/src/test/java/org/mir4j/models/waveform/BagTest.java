// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.waveform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.mir4j.models.SineWeights;
import org.mir4j.models.TinyWaveformSeparator;
import org.mir4j.models.checkpoint.Tensor;
import org.mir4j.models.engine.Autograd;
import org.mir4j.models.engine.PyTorch;
import org.mir4j.models.layer.Parameters;
import org.mir4j.models.waveform.BagSettings.Member;
import org.mir4j.models.waveform.WaveformNetworkSettings.Sizes;

/** A bag against its members: of each stem, the mean that their weights say. */
class BagTest {

    private static final int SAMPLES = TinyWaveformSeparator.EXCERPT;
    private static final Sizes SIZES = new Sizes(TinyWaveformSeparator.SAMPLE_RATE, 2, 2, SAMPLES);
    private static final List<Member> MEMBERS = List.of(
            new Member(TinyWaveformSeparator.ht(), List.of(1.0, 0.0)),
            new Member(TinyWaveformSeparator.hybrid(), List.of(3.0, 2.0)),
            new Member(TinyWaveformSeparator.ht(), null));

    /** What a network gives for a mixture, the second time, when nothing more is left behind. */
    private static float[] stems(
            WaveformNetworkSettings settings, Map<String, Tensor> weights, NDArray mixture, NDManager manager) {
        try (NDManager own = manager.newSubManager()) {
            Block network = settings.build(SIZES);
            Parameters.load(network, weights, own, new Shape(1, 2, SAMPLES));
            forward(network, mixture, own);
            int before = own.getManagedArrays().size();
            float[] stems = forward(network, mixture, own);
            assertEquals(before, own.getManagedArrays().size());
            return stems;
        }
    }

    private static float[] forward(Block network, NDArray mixture, NDManager manager) {
        try (NDManager scope = manager.newSubManager()) {
            NDArray input = mixture.duplicate();
            input.attach(scope);
            NDArray stems = Autograd.unrecorded(
                    () -> network.forward(new ParameterStore(scope, false), new NDList(input), false)
                            .singletonOrThrow());
            assertEquals(new Shape(1, 2, 2, SAMPLES), stems.getShape());
            assertEquals(2, scope.getManagedArrays().size(), "the mixture and its stems");
            return stems.toFloatArray();
        }
    }

    private static Map<String, Tensor> ofMember(Map<String, Tensor> weights, int member) {
        String prefix = member + ".";
        return weights.entrySet().stream()
                .filter(each -> each.getKey().startsWith(prefix))
                .collect(Collectors.toMap(each -> each.getKey().substring(prefix.length()), Map.Entry::getValue));
    }

    @Test
    void stemsAreTheMeanOfThoseOfTheMembersByTheirWeights() {
        BagSettings bag = new BagSettings(MEMBERS);
        Map<String, Tensor> weights = SineWeights.of(bag.build(SIZES));
        try (NDManager manager = PyTorch.engine().newBaseManager()) {
            NDArray mixture = manager.create(SineWeights.numbers(2L * SAMPLES, 1, 1), new Shape(1, 2, SAMPLES));
            float[] found = stems(bag, weights, mixture, manager);
            double[] expected = new double[found.length];
            double[] sums = {1 + 3 + 1, 0 + 2 + 1};
            for (int member = 0; member < MEMBERS.size(); member++) {
                float[] own = stems(MEMBERS.get(member).network(), ofMember(weights, member), mixture, manager);
                for (int i = 0; i < own.length; i++) {
                    int stem = i / (2 * SAMPLES);
                    expected[i] += own[i] * MEMBERS.get(member).weight(stem) / sums[stem];
                }
            }
            double largest = 0;
            for (double value : expected) {
                largest = Math.max(largest, Math.abs(value));
            }
            for (int i = 0; i < found.length; i++) {
                assertEquals(expected[i], found[i], 1e-6 * largest);
            }
        }
    }

    @Test
    void weightsAreOfEveryStemAndOneOfThemAtLeastCounts() {
        Member none = new Member(TinyWaveformSeparator.ht(), List.of(1.0, 0.0));
        Member few = new Member(TinyWaveformSeparator.ht(), List.of(1.0));
        assertThrows(IllegalArgumentException.class, () -> new BagSettings(List.of(none, none)).build(SIZES));
        assertThrows(IllegalArgumentException.class, () -> new BagSettings(List.of(few)).build(SIZES));
        assertThrows(IllegalArgumentException.class, () -> new Member(TinyWaveformSeparator.ht(), List.of(-1.0, 1.0)));
        assertThrows(IllegalArgumentException.class, () -> new BagSettings(List.of()));
    }
}
