// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.waveform;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import org.mir4j.models.layer.ArrayScope;
import org.mir4j.models.layer.Constants;
import org.mir4j.models.layer.ForwardContext;

/** Several networks that separate the same stems: the weighted mean of what they give. */
final class Bag extends WaveformNetwork {

    private final List<WaveformNetwork> members = new ArrayList<>();
    private final float[][] shares; // of each member in each stem; those of all members sum to 1

    Bag(BagSettings settings, WaveformNetworkSettings.Sizes sizes) {
        super(sizes.channels(), sizes.stems());
        List<BagSettings.Member> all = settings.members();
        shares = new float[all.size()][stems()];
        for (int stem = 0; stem < stems(); stem++) {
            int index = stem;
            double sum =
                    all.stream().mapToDouble(member -> member.weight(index)).sum();
            for (int member = 0; member < shares.length; member++) {
                shares[member][stem] = (float) (all.get(member).weight(stem) / sum);
            }
        }
        for (BagSettings.Member member : all) {
            members.add(addChildBlock(
                    Integer.toString(members.size()), member.network().build(sizes)));
        }
    }

    @Override
    protected NDArray apply(ForwardContext context, NDArray mixture) {
        NDArray sum = mixture.getManager().zeros(getOutputShapes(new Shape[] {mixture.getShape()})[0]);
        for (int member = 0; member < shares.length; member++) {
            try (ArrayScope scope = new ArrayScope()) {
                NDArray stems = scope.of(context.through(members.get(member), mixture));
                NDArray share = scope.of(Constants.of(mixture.getManager(), shares[member], new Shape(stems(), 1, 1)));
                sum.addi(scope.of(stems.mul(share)));
            }
        }
        return sum;
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
        members.forEach(member -> member.initialize(manager, type, inputs));
    }
}
