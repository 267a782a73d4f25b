// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.checkpoint;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.mir4j.core.error.ModelException;

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
    },
    UINT16("UInt16Storage", "U16", 2) {
        @Override
        float read(ByteBuffer bytes, int index) {
            return Short.toUnsignedInt(bytes.getShort(index * 2));
        }
    },
    UINT32("UInt32Storage", "U32", 4) {
        @Override
        float read(ByteBuffer bytes, int index) {
            return Integer.toUnsignedLong(bytes.getInt(index * 4));
        }
    },
    // those from here on are known by their size only, so that what lies beside them can be read
    COMPLEX_HALF("ComplexHalfStorage", "C32", 4),
    COMPLEX_FLOAT("ComplexFloatStorage", "C64", 8),
    COMPLEX_DOUBLE("ComplexDoubleStorage", "C128", 16),
    QINT8("QInt8Storage", "QI8", 1),
    QUINT8("QUInt8Storage", "QU8", 1),
    QINT32("QInt32Storage", "QI32", 4),
    FLOAT8_E5M2("Float8_e5m2Storage", "F8_E5M2", 1),
    FLOAT8_E4M3("Float8_e4m3fnStorage", "F8_E4M3", 1),
    UINT64("UInt64Storage", "U64", 8);

    private final String torchName;
    private final String safetensorsName;
    private final int size;

    NumberType(String torchName, String safetensorsName, int size) {
        this.torchName = torchName;
        this.safetensorsName = safetensorsName;
        this.size = size;
    }

    /** One number of little-endian bytes; refused if it is of a type that no weights here are of. */
    float read(ByteBuffer bytes, int index) {
        throw new ModelException("a tensor has numbers of the type " + safetensorsName
                + ", which are not read as weights; save it in floating point of 16 bits or more");
    }

    /** Puts one number among little-endian bytes. */
    void write(ByteBuffer bytes, int index, float value) {
        throw new UnsupportedOperationException("weights are not written as " + safetensorsName);
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
}
