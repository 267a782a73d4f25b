// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training.separation;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Writes a file of {@link FoundStems} while they are found, in memory that does not grow with the song. */
final class FoundStemsWriter implements AutoCloseable {

    /** Fainter blocks are silent. */
    private static final float SILENCE = 1e-7f;

    /** Measures how far the stems of a piece of the song can be trusted. */
    @FunctionalInterface
    interface Meter {

        /** @param stems of the piece, by stem, by channel */
        float confidence(float[][][] stems);
    }

    private final FileChannel file;
    private final OutputStream output;
    private final Meter meter;
    private final int stems;
    private final int channels;
    private final int hop;
    private final float[] last; // sample of each row before the block
    private final float[][] block;
    private final float[][] piece;
    private final List<Float> confidences = new ArrayList<>();
    private long length;

    /**
     * @param draft a file that is not there yet
     * @param stems how many
     * @param channels of each stem
     * @param hop samples of a piece
     * @param meter is given each piece; silence follows the song in the last one
     * @throws IOException if the file cannot be written
     */
    FoundStemsWriter(Path draft, int stems, int channels, int hop, Meter meter) throws IOException {
        this.stems = stems;
        this.channels = channels;
        this.hop = hop;
        this.meter = meter;
        int rows = stems * channels;
        last = new float[rows];
        block = new float[rows][FoundStems.BLOCK];
        piece = new float[rows][hop];
        file = FileChannel.open(draft, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        file.position(FoundStems.HEADER);
        output = new BufferedOutputStream(Channels.newOutputStream(file), 1 << 16);
    }

    /**
     * Adds the next samples.
     *
     * @param samples of all channels of the first stem, then of the second, and so on
     */
    void add(float[][] samples) throws IOException {
        int count = samples[0].length;
        int from = 0;
        while (from < count) {
            int inBlock = (int) (length % FoundStems.BLOCK);
            int inPiece = (int) (length % hop);
            int some = Math.min(count - from, Math.min(FoundStems.BLOCK - inBlock, hop - inPiece));
            for (int row = 0; row < block.length; row++) {
                System.arraycopy(samples[row], from, block[row], inBlock, some);
                System.arraycopy(samples[row], from, piece[row], inPiece, some);
            }
            from += some;
            length += some;
            if (length % FoundStems.BLOCK == 0) {
                writeBlock();
            }
            if (length % hop == 0) {
                measurePiece();
            }
        }
    }

    /** Whether what was added can be read as one file. */
    boolean fits() {
        long blocks = length / FoundStems.BLOCK + 1;
        long pieces = length / hop + 1;
        long bytes = FoundStems.HEADER + blocks * block.length * FoundStems.ROW + pieces * Float.BYTES;
        return bytes <= Integer.MAX_VALUE;
    }

    /** Ends the song; nothing can be added then. */
    void finish() throws IOException {
        int inBlock = (int) (length % FoundStems.BLOCK);
        if (inBlock > 0) {
            silence(block, inBlock);
            writeBlock();
        }
        int inPiece = (int) (length % hop);
        if (inPiece > 0) {
            silence(piece, inPiece);
            measurePiece();
        }
        ByteBuffer values =
                ByteBuffer.allocate(confidences.size() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        confidences.forEach(values::putFloat);
        output.write(values.array());
        output.flush();
        ByteBuffer header = FoundStems.header(stems, channels, length, hop, confidences.size());
        file.position(0);
        while (header.hasRemaining()) {
            file.write(header);
        }
    }

    private static void silence(float[][] rows, int from) {
        for (float[] row : rows) {
            Arrays.fill(row, from, row.length, 0);
        }
    }

    private void writeBlock() throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(block.length * FoundStems.ROW).order(ByteOrder.LITTLE_ENDIAN);
        for (int row = 0; row < block.length; row++) {
            float[] samples = block[row];
            float peak = 0;
            for (int n = 0; n < samples.length; n++) {
                float sample = samples[n];
                samples[n] = sample - FoundStems.EMPHASIS * last[row];
                last[row] = sample;
                peak = Math.max(peak, Math.abs(samples[n]));
            }
            boolean silent = peak < SILENCE;
            bytes.putFloat(silent ? 0 : peak);
            for (float sample : samples) {
                bytes.put(silent ? 0 : (byte) Math.round(sample / peak * FoundStems.STEPS));
            }
        }
        output.write(bytes.array());
    }

    private void measurePiece() {
        float[][][] byStem = new float[stems][][];
        for (int stem = 0; stem < stems; stem++) {
            byStem[stem] = Arrays.copyOfRange(piece, stem * channels, (stem + 1) * channels);
        }
        confidences.add(meter.confidence(byStem));
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
