// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.evaluation;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.mir4j.core.error.MirException;
import org.mir4j.core.error.Reason;
import org.mir4j.models.file.AtomicFile;

/**
 * Room on disk for the samples of one track: signals of 4 bytes a sample and channel, which no memory has to hold.
 *
 * <p>The files have no name as soon as they are open (on Windows: they go with their last handle), so that nothing is
 * left of them when they are closed or when the process ends, in whatever way. For one thread at a time; a thread that is
 * interrupted cannot read or write any more.
 */
final class SignalFiles implements AutoCloseable {

    private static final int BUFFER_BYTES = 1 << 18;

    private final Path directory;
    private final List<FileChannel> channels = new ArrayList<>();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES).order(ByteOrder.nativeOrder());
    private long bytes;

    /**
     * @param directory where the files lie; it is there
     */
    SignalFiles(Path directory) {
        this.directory = directory;
    }

    /**
     * Makes room for a signal.
     *
     * @param count how many channels it has
     * @return a signal of no samples yet
     * @throws MirException if no file can be made
     */
    SignalFile create(int count) {
        List<FileChannel> opened = new ArrayList<>();
        for (int c = 0; c < count; c++) {
            opened.add(open());
        }
        return new SignalFile(this, opened);
    }

    private FileChannel open() {
        Path file = AtomicFile.draftOf(directory.resolve("samples"));
        try {
            FileChannel channel = FileChannel.open(
                    file,
                    StandardOpenOption.CREATE_NEW,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.DELETE_ON_CLOSE);
            channels.add(channel);
            return channel;
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** Writes samples of a channel, from a place on. */
    void write(FileChannel channel, long place, float[] samples, int from, int count) {
        try {
            for (int done = 0; done < count; ) {
                int piece = Math.min(count - done, BUFFER_BYTES / Float.BYTES);
                buffer.clear().limit(piece * Float.BYTES);
                buffer.asFloatBuffer().put(samples, from + done, piece);
                long at = (place + done) * Float.BYTES;
                while (buffer.hasRemaining()) {
                    at += channel.write(buffer, at);
                }
                done += piece;
            }
            bytes += (long) count * Float.BYTES;
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** Reads samples of a channel that were written before. */
    void read(FileChannel channel, long place, float[] target, int count) {
        try {
            for (int done = 0; done < count; ) {
                int piece = Math.min(count - done, BUFFER_BYTES / Float.BYTES);
                buffer.clear().limit(piece * Float.BYTES);
                long at = (place + done) * Float.BYTES;
                while (buffer.hasRemaining()) {
                    int got = channel.read(buffer, at);
                    if (got < 0) {
                        throw new IOException("the file ends before the samples that were written to it");
                    }
                    at += got;
                }
                buffer.flip().asFloatBuffer().get(target, done, piece);
                done += piece;
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private MirException failed(IOException e) {
        if (e instanceof ClosedByInterruptException) {
            return new MirException("The evaluation was interrupted.", e);
        }
        return new MirException(
                directory + " cannot hold the samples of this track, of which " + bytes / 1_000_000
                        + " MB were written: " + Reason.of(e) + ". A directory of the run on a larger disk may help.",
                e);
    }

    /** Gives the room back. */
    @Override
    public void close() {
        IOException failure = null;
        for (FileChannel channel : channels) {
            try {
                channel.close();
            } catch (IOException e) {
                failure = e;
            }
        }
        channels.clear();
        if (failure != null) {
            throw failed(failure);
        }
    }
}
