// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.report;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Frames as a NumPy array of 32-bit floats, {@code (numbers per frame, frames)} as librosa has them. It is stored frame
 * after frame (in Fortran's order), so that it can be written before the number of frames is known.
 *
 * <p>Source: the .npy format, version 1.0, in NumPy's documentation.
 */
final class FeatureNpy implements FeatureWriter {

    private static final int HEADER = 128;
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, HEADER - 10, 0};

    private final Path file;
    private final int width;
    private final OutputStream out;
    private long frames;

    /**
     * @param file to write
     * @param width numbers per frame
     */
    FeatureNpy(Path file, int width) {
        this.file = file;
        this.width = width;
        try {
            out = new BufferedOutputStream(Files.newOutputStream(file));
            out.write(new byte[HEADER]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void write(float[][] rows) {
        ByteBuffer bytes =
                ByteBuffer.allocate(rows.length * width * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (float[] row : rows) {
            bytes.asFloatBuffer().put(row);
            bytes.position(bytes.position() + row.length * Float.BYTES);
        }
        try {
            out.write(bytes.array());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        frames += rows.length;
    }

    @Override
    public void close() {
        String shape = "{'descr': '<f4', 'fortran_order': True, 'shape': (" + width + ", " + frames + "), }";
        byte[] header = (shape + " ".repeat(HEADER - MAGIC.length - shape.length() - 1) + "\n")
                .getBytes(StandardCharsets.US_ASCII);
        try {
            out.close();
            try (RandomAccessFile start = new RandomAccessFile(file.toFile(), "rw")) {
                start.write(MAGIC);
                start.write(header);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
