// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.evaluation;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import org.mir4j.core.error.DatasetException;
import org.mir4j.core.error.MirException;
import org.mir4j.core.error.Reason;

/**
 * What a run has found so far: JSON, one object per line and track, in the order in which tracks were done. A track that
 * was tried again has two lines, of which the later holds.
 *
 * <p>Every line is handed to the system at once, and to the disk once a second: a killed process loses no line, a power
 * cut those of the last second. A line torn by either is cut off when the file is opened again.
 */
final class ResultsFile implements AutoCloseable {

    private static final long SYNC_NANOS = 1_000_000_000;
    private static final int BLOCK = 1 << 16;

    private final Path file;
    private final FileChannel channel;
    private long synced = System.nanoTime();

    private ResultsFile(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Opens the file to append to it; it is made if it is not there.
     *
     * @throws MirException if it cannot be written
     */
    static ResultsFile open(Path file) {
        FileChannel channel = null;
        try {
            channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            channel.truncate(endOfLastLine(channel));
            channel.position(channel.size());
            return new ResultsFile(file, channel);
        } catch (IOException e) {
            closeAfter(e, channel);
            throw cannotWrite(file, e);
        }
    }

    private static long endOfLastLine(FileChannel channel) throws IOException {
        ByteBuffer block = ByteBuffer.allocate(BLOCK);
        for (long end = channel.size(); end > 0; end = Math.max(0, end - BLOCK)) {
            long start = Math.max(0, end - BLOCK);
            block.clear().limit((int) (end - start));
            while (block.hasRemaining() && channel.read(block, start + block.position()) >= 0) {
                // until the block is full
            }
            for (int i = block.position() - 1; i >= 0; i--) {
                if (block.get(i) == '\n') {
                    return start + i + 1;
                }
            }
        }
        return 0;
    }

    private static void closeAfter(Exception error, FileChannel channel) {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                error.addSuppressed(e);
            }
        }
    }

    private static MirException cannotWrite(Path file, IOException e) {
        return new MirException(file + " cannot be written: " + Reason.of(e) + ".", e);
    }

    /**
     * Adds a line.
     *
     * @throws MirException if it cannot be written
     */
    synchronized void append(JsonObject line) {
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(line + "\n");
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            if (System.nanoTime() - synced > SYNC_NANOS) {
                channel.force(false);
                synced = System.nanoTime();
            }
        } catch (IOException e) {
            throw cannotWrite(file, e);
        }
    }

    /**
     * Reads a file of JSON lines.
     *
     * @param file the file
     * @param each is given every line
     * @throws DatasetException if the file cannot be read or a line is no JSON object, with its number
     */
    static void read(Path file, Consumer<JsonObject> each) {
        int number = 0;
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (!line.isBlank()) {
                    each.accept(object(JsonParser.parseString(line)));
                }
            }
        } catch (IOException e) {
            throw new DatasetException(file + " cannot be read: " + Reason.of(e) + ".", e);
        } catch (JsonParseException e) {
            throw new DatasetException(file + ", line " + number + ": expected a JSON object, one a line.", e);
        } catch (IllegalArgumentException e) {
            throw new DatasetException(file + ", line " + number + ": " + e.getMessage() + ".", e);
        } catch (IllegalStateException | UnsupportedOperationException | NullPointerException e) {
            // what Gson throws where a value is missing or of another kind
            throw new DatasetException(
                    file + ", line " + number + ": a value is missing or of another kind than expected.", e);
        }
    }

    private static JsonObject object(JsonElement element) {
        if (!element.isJsonObject()) {
            throw new JsonParseException("no object");
        }
        return element.getAsJsonObject();
    }

    /** Makes sure that all is on the disk. */
    @Override
    public synchronized void close() {
        try (channel) {
            channel.force(false);
        } catch (IOException e) {
            throw cannotWrite(file, e);
        }
    }
}
