// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.waveform;

import java.util.List;
import org.mir4j.models.checkpoint.WeightsFormat;
import org.mir4j.models.settings.Named;
import org.mir4j.models.settings.Omittable;

/**
 * The settings of {@link Bag}.
 *
 * @param members whose stems are averaged, at least one
 */
@Named("bag")
public record BagSettings(List<Member> members) implements WaveformNetworkSettings {

    /**
     * One network of a bag.
     *
     * @param network as it is by itself
     * @param weights how much each of its stems counts, at least 0; 1 each by default
     */
    public record Member(WaveformNetworkSettings network, @Omittable List<Double> weights) {

        /** Refuses negative weights. */
        public Member {
            if (network == null) {
                throw new IllegalArgumentException("a member of a bag has a network");
            }
            if (network.format() != WeightsFormat.SAFETENSORS) {
                throw new IllegalArgumentException(
                        "the weights of a bag lie in one file, so that no member is a file of its own");
            }
            if (weights != null && weights.stream().anyMatch(weight -> weight == null || !(weight >= 0))) {
                throw new IllegalArgumentException("the weights of stems are at least 0, got " + weights);
            }
            weights = weights == null ? null : List.copyOf(weights);
        }

        double weight(int stem) {
            return weights == null ? 1 : weights.get(stem);
        }
    }

    /** Refuses a bag of nothing. */
    public BagSettings {
        if (members == null || members.isEmpty()) {
            throw new IllegalArgumentException("a bag has at least one member, got " + members);
        }
        members = List.copyOf(members);
    }

    @Override
    public WaveformNetwork build(Sizes sizes) {
        for (int stem = 0; stem < sizes.stems(); stem++) {
            requireWeights(stem, sizes.stems());
        }
        return new Bag(this, sizes);
    }

    private void requireWeights(int stem, int stems) {
        double sum = 0;
        for (Member member : members) {
            if (member.weights() != null && member.weights().size() != stems) {
                throw new IllegalArgumentException(
                        "a member of a bag has a weight for each of " + stems + " stems, got " + member.weights());
            }
            sum += member.weight(stem);
        }
        if (sum == 0) {
            throw new IllegalArgumentException("no member of the bag counts for stem " + (stem + 1));
        }
    }

    @Override
    public boolean takesAnyLength() {
        return members.stream().allMatch(member -> member.network().takesAnyLength());
    }
}
