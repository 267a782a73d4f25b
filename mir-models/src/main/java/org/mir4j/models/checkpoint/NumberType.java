package org.mir4j.models.checkpoint;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/** The types of numbers that files of weights hold, as PyTorch and as safetensors call them. */
enum NumberType {
    FLOAT("FloatStorage", "F32", 4) {
        @Override
        float read(ByteBuffer bytes, int index) {
            return bytes.getFloat(index * 4);
        }

        @Override
        void write(ByteBuffer bytes, int index, float value) {
            bytes.putFloat(index * 4, value);
        }
    },
    DOUBLE("DoubleStorage", "F64", 8) {
        @Override
        float read(ByteBuffer bytes, int index) {
            return (float) bytes.getDouble(index * 8);
        }
    },
    HALF("HalfStorage", "F16", 2) {
        @Override
        float read(ByteBuffer bytes, int index) {
            return HalfFloat.toFloat(bytes.getShort(index * 2));
        }

        @Override
        void write(ByteBuffer bytes, int index, float value) {
            bytes.putShort(index * 2, HalfFloat.of(value));
        }
    },
    BFLOAT16("BFloat16Storage", "BF16", 2) {
        @Override
        float read(ByteBuffer bytes, int index) {
            return Float.intBitsToFloat(bytes.getShort(index * 2) << 16);
        }
    },
    LONG("LongStorage", "I64", 8) {
        @Override
        float read(ByteBuffer bytes, int index) {
            return bytes.getLong(index * 8);
        }
    },
    INT("IntStorage", "I32", 4) {
        @Override
        float read(ByteBuffer bytes, int index) {
            return bytes.getInt(index * 4);
        }
    },
    SHORT("ShortStorage", "I16", 2) {
        @Override
        float read(ByteBuffer bytes, int index) {
            return bytes.getShort(index * 2);
        }
    },
    CHAR("CharStorage", "I8", 1) {
        @Override
        float read(ByteBuffer bytes, int index) {
            return bytes.get(index);
        }
    },
    BYTE("ByteStorage", "U8", 1) {
        @Override
        float read(ByteBuffer bytes, int index) {
            return Byte.toUnsignedInt(bytes.get(index));
        }
    },
    BOOL("BoolStorage", "BOOL", 1) {
        @Override
        float read(ByteBuffer bytes, int index) {
            return bytes.get(index) == 0 ? 0 : 1;
        }
    };

    private final String torchName;
    private final String safetensorsName;
    private final int size;

    NumberType(String torchName, String safetensorsName, int size) {
        this.torchName = torchName;
        this.safetensorsName = safetensorsName;
        this.size = size;
    }

    /** One number of little-endian bytes. */
    abstract float read(ByteBuffer bytes, int index);

    /** Puts one number among little-endian bytes. */
    void write(ByteBuffer bytes, int index, float value) {
        throw new UnsupportedOperationException("weights are not written as " + safetensorsName);
    }

    /** How many bytes a number takes. */
    int size() {
        return size;
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
}
