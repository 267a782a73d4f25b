// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.separation;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.mir4j.audio.home.TemporaryDirectory;
import org.mir4j.core.audio.Waveform;
import org.mir4j.core.error.MirException;
import org.mir4j.core.error.Reason;

/** A song that comes in blocks and is needed twice: it waits in a temporary file. */
final class SongSpool implements AutoCloseable {

    private final Path file;
    private DataInputStream input;

    /**
     * Takes a song.
     *
     * @param blocks gives the next block, and nothing after the last
     * @throws MirException if it cannot be written
     */
    SongSpool(Supplier<Optional<Waveform>> blocks) {
        try {
            file = Files.createTempFile(TemporaryDirectory.ofProcess(), "song-", ".floats");
        } catch (IOException e) {
            throw failure(null, "written", e);
        }
        try (DataOutputStream output = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            for (Optional<Waveform> block = blocks.get(); block.isPresent(); block = blocks.get()) {
                write(block.get(), output);
            }
        } catch (IOException e) {
            close();
            throw failure(file, "written", e);
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    private static void write(Waveform block, DataOutputStream output) throws IOException {
        output.writeInt(block.sampleRate());
        output.writeInt(block.channels().length);
        output.writeInt(block.length());
        for (float[] channel : block.channels()) {
            ByteBuffer bytes = ByteBuffer.allocate(channel.length * Float.BYTES);
            bytes.asFloatBuffer().put(channel);
            output.write(bytes.array());
        }
    }

    /** The song from its beginning. */
    Supplier<Optional<Waveform>> blocks() {
        try {
            closeInput();
            input = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)));
        } catch (IOException e) {
            throw failure(file, "read", e);
        }
        return this::next;
    }

    private Optional<Waveform> next() {
        try {
            input.mark(1);
            if (input.read() < 0) {
                return Optional.empty();
            }
            input.reset();
            int rate = input.readInt();
            float[][] channels = new float[input.readInt()][input.readInt()];
            for (float[] channel : channels) {
                byte[] bytes = input.readNBytes(channel.length * Float.BYTES);
                ByteBuffer.wrap(bytes).asFloatBuffer().get(channel);
            }
            return Optional.of(new Waveform(channels, rate));
        } catch (IOException e) {
            throw failure(file, "read", e);
        }
    }

    private static MirException failure(Path file, String what, IOException e) {
        return new MirException(
                "The temporary file " + (file == null ? "of a song" : file) + " cannot be " + what + ": " + Reason.of(e)
                        + ". Make room for temporary files, or name another directory in TMPDIR, or with -Djava.io.tmpdir.",
                e);
    }

    private void closeInput() throws IOException {
        if (input != null) {
            input.close();
        }
    }

    @Override
    public void close() {
        try {
            closeInput();
            Files.deleteIfExists(file);
        } catch (IOException ignored) {
            // a left-over temporary file must not hide what went wrong before
        }
    }
}
