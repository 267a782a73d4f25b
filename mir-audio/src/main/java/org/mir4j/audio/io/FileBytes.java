package org.mir4j.audio.io;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** The bytes of a file at any place. Opened by its path, since a file's name need not be a text that Java can write. */
final class FileBytes implements AutoCloseable {

    private final SeekableByteChannel channel;

    FileBytes(Path file) throws IOException {
        channel = Files.newByteChannel(file);
    }

    long length() throws IOException {
        return channel.size();
    }

    /** As many bytes as are asked for. */
    byte[] at(long position, int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(count);
        channel.position(position);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes) < 0) {
                throw new EOFException("it ends while it is read");
            }
        }
        return bytes.array();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
