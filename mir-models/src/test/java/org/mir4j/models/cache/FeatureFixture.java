// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.cache;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.mir4j.models.engine.PyTorch;

/** Features that no recording has, for tests of what becomes of features. */
public final class FeatureFixture {

    private FeatureFixture() {}

    /** Features whose frames count: frame {@code t} holds {@code first + t} in every band. */
    public static Features counting(int bands, int frames, int first) {
        float[] values = new float[bands * frames];
        for (int i = 0; i < values.length; i++) {
            values[i] = first + i / bands;
        }
        return new Features(bands, frames, halves(values));
    }

    /** Numbers in half precision. */
    public static ByteBuffer halves(float... values) {
        try (NDManager manager = PyTorch.engine().newBaseManager()) {
            ByteBuffer halves = FeatureExtraction.halves(manager, values);
            return ByteBuffer.allocate(halves.remaining()).put(halves).flip().order(ByteOrder.LITTLE_ENDIAN);
        }
    }

    /** The numbers that stand in half precision. */
    public static float[] floats(ByteBuffer halves) {
        try (NDManager manager = PyTorch.engine().newBaseManager()) {
            ByteBuffer direct = ByteBuffer.allocateDirect(halves.remaining()).order(ByteOrder.nativeOrder());
            direct.put(halves.duplicate()).flip();
            NDArray half = manager.create(direct, new Shape(direct.remaining() / Features.BYTES), DataType.FLOAT16);
            return half.toType(DataType.FLOAT32, false).toFloatArray();
        }
    }

    /** All numbers of features, frame after frame. */
    public static float[] floats(Features features) {
        ByteBuffer all = ByteBuffer.allocate(features.frames() * features.bands() * Features.BYTES);
        features.copy(0, features.frames(), all);
        return floats(all.flip());
    }
}
