// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.checkpoint;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.mir4j.core.error.ModelException;

/** The types of numbers that files of weights hold, as PyTorch, safetensors and TensorFlow call them. */
enum NumberType {
    FLOAT("FloatStorage", "F32", 1, 4, ByteBuffer::getFloat),
    DOUBLE("DoubleStorage", "F64", 2, 8, (bytes, at) -> (float) bytes.getDouble(at)),
    HALF("HalfStorage", "F16", 19, 2, (bytes, at) -> HalfFloat.toFloat(bytes.getShort(at))),
    BFLOAT16("BFloat16Storage", "BF16", 14, 2, (bytes, at) -> Float.intBitsToFloat(bytes.getShort(at) << 16)),
    LONG("LongStorage", "I64", 9, 8, ByteBuffer::getLong),
    INT("IntStorage", "I32", 3, 4, ByteBuffer::getInt),
    SHORT("ShortStorage", "I16", 5, 2, ByteBuffer::getShort),
    CHAR("CharStorage", "I8", 6, 1, ByteBuffer::get),
    BYTE("ByteStorage", "U8", 4, 1, (bytes, at) -> Byte.toUnsignedInt(bytes.get(at))),
    BOOL("BoolStorage", "BOOL", 10, 1, (bytes, at) -> bytes.get(at) == 0 ? 0 : 1),
    UINT16("UInt16Storage", "U16", 17, 2, (bytes, at) -> Short.toUnsignedInt(bytes.getShort(at))),
    UINT32("UInt32Storage", "U32", 22, 4, (bytes, at) -> Integer.toUnsignedLong(bytes.getInt(at))),
    // those from here on are known by their size only, so that what lies beside them can be read
    COMPLEX_HALF("ComplexHalfStorage", "C32", 0, 4),
    COMPLEX_FLOAT("ComplexFloatStorage", "C64", 8, 8),
    COMPLEX_DOUBLE("ComplexDoubleStorage", "C128", 18, 16),
    QINT8("QInt8Storage", "QI8", 11, 1),
    QUINT8("QUInt8Storage", "QU8", 12, 1),
    QINT32("QInt32Storage", "QI32", 13, 4),
    FLOAT8_E5M2("Float8_e5m2Storage", "F8_E5M2", 24, 1),
    FLOAT8_E4M3("Float8_e4m3fnStorage", "F8_E4M3", 25, 1),
    UINT64("UInt64Storage", "U64", 23, 8);

    /** Magnitudes from here on become infinite in 16 bits. */
    static final float HALF_OVERFLOW = 65520;

    private final String torchName;
    private final String safetensorsName;
    private final int tensorFlowCode;
    private final int size;
    private final Decoder decoder;

    /** Decodes the number that begins at a byte. */
    private interface Decoder {

        float decode(ByteBuffer bytes, int at);
    }

    NumberType(String torchName, String safetensorsName, int tensorFlowCode, int size) {
        this(torchName, safetensorsName, tensorFlowCode, size, (bytes, at) -> {
            throw new ModelException("a tensor has numbers of the type " + safetensorsName
                    + ", which are not read as weights; save it in floating point of 16 bits or more");
        });
    }

    NumberType(String torchName, String safetensorsName, int tensorFlowCode, int size, Decoder decoder) {
        this.torchName = torchName;
        this.safetensorsName = safetensorsName;
        this.tensorFlowCode = tensorFlowCode;
        this.size = size;
        this.decoder = decoder;
    }

    /** One number of little-endian bytes; refused if it is of a type that no weights here are of. */
    float read(ByteBuffer bytes, int index) {
        return decoder.decode(bytes, index * size);
    }

    /** Puts one number among little-endian bytes. */
    void write(ByteBuffer bytes, int index, float value) {
        switch (this) {
            case FLOAT -> bytes.putFloat(index * size, value);
            case HALF -> bytes.putShort(index * size, HalfFloat.of(value));
            default -> throw new UnsupportedOperationException("weights are not written as " + safetensorsName);
        }
    }

    /** How many bytes a number takes. */
    int size() {
        return size;
    }

    /** What PyTorch calls its storage. */
    String torchName() {
        return torchName;
    }

    /** What safetensors calls it. */
    String safetensorsName() {
        return safetensorsName;
    }

    static Optional<NumberType> ofTorch(String name) {
        return Arrays.stream(values())
                .filter(type -> type.torchName.equals(name))
                .findFirst();
    }

    static Optional<NumberType> ofSafetensors(String name) {
        return Arrays.stream(values())
                .filter(type -> type.safetensorsName.equals(name))
                .findFirst();
    }

    /** The type that TensorFlow writes as a number. */
    static Optional<NumberType> ofTensorFlow(long code) {
        return Arrays.stream(values())
                .filter(type -> type.tensorFlowCode == code && code > 0)
                .findFirst();
    }

    /**
     * Floating point in 16 bits: one of sign, five of exponent, ten of fraction.
     *
     * <p>Source: IEEE 754, binary16.
     */
    private static final class HalfFloat {

        private static final int SIGN = 0x8000;
        private static final int FRACTION_BITS = 10;
        private static final int FRACTION = (1 << FRACTION_BITS) - 1;
        private static final int INFINITE = 0x1F;
        private static final int LEAST_EXPONENT = -14;

        private HalfFloat() {}

        /** The number that the bits stand for. */
        static float toFloat(short bits) {
            int exponent = bits >> FRACTION_BITS & INFINITE;
            int fraction = bits & FRACTION;
            float magnitude;
            if (exponent == INFINITE) {
                magnitude = fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
            } else if (exponent == 0) {
                magnitude = Math.scalb((float) fraction, LEAST_EXPONENT - FRACTION_BITS);
            } else {
                magnitude =
                        Math.scalb((float) (fraction + FRACTION + 1), exponent - 1 + LEAST_EXPONENT - FRACTION_BITS);
            }
            return bits < 0 ? -magnitude : magnitude;
        }

        /**
         * The nearest half; of two as near, the even one.
         *
         * @param value of a magnitude below {@link #HALF_OVERFLOW}
         */
        static short of(float value) {
            if (!(Math.abs(value) < HALF_OVERFLOW)) {
                throw new IllegalArgumentException(value + " is not a number of 16-bit floating point");
            }
            int exponent = Math.max(Math.getExponent(value), LEAST_EXPONENT);
            double steps = Math.rint(Math.scalb((double) Math.abs(value), FRACTION_BITS - exponent));
            int magnitude = ((exponent - LEAST_EXPONENT) << FRACTION_BITS) + (int) steps;
            return (short) (Float.floatToRawIntBits(value) < 0 ? SIGN | magnitude : magnitude);
        }
    }
}
