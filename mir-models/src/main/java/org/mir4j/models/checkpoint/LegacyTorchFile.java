// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.checkpoint;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.mir4j.core.error.ModelException;
import org.mir4j.models.checkpoint.TorchTensors.Storage;
import org.mir4j.models.checkpoint.TorchTensors.View;

/** Reads what {@code torch.save} wrote before PyTorch 1.6: pickles followed by raw storages. */
final class LegacyTorchFile {

    private static final BigInteger MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16);

    private LegacyTorchFile() {}

    /** Reads what the file describes; it is not mapped into memory, as in {@link SafeTensors}. */
    static CheckpointContents open(Path file) throws IOException {
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            long size = channel.size();
            Pickle.Input input = new Pickle.Input(Channels.newInputStream(channel), size);
            Budget budget = new Budget(Budget.OBJECTS);
            TorchTensors builder = new TorchTensors(budget);
            if (!MAGIC.equals(Pickle.read(input, builder, budget))) {
                throw new ModelException("it is a pickle that torch.save did not write");
            }
            Pickle.read(input, builder, budget); // the protocol
            Object machine = Pickle.read(input, builder, budget);
            if (machine instanceof Map<?, ?> about && Boolean.FALSE.equals(about.get("little_endian"))) {
                throw new ModelException(
                        "its numbers are in big-endian order; load and save it again on a" + " little-endian machine");
            }
            Object root = Pickle.read(input, builder, budget);
            NameCollector found = NameCollector.of(root);
            Map<String, View> views = found.tensors();
            if (!(Pickle.read(input, builder, budget) instanceof List<?> order)) {
                throw new ModelException("the list of storages is missing");
            }
            Map<Storage, Long> places = places(channel, input.position(), builder, order);
            return new CheckpointContents(file, root, found.names(), names -> {
                try (SeekableByteChannel numbers = Files.newByteChannel(file)) {
                    return TorchTensors.tensors(
                            views, names, size, storage -> bytes(numbers, storage, places.get(storage)));
                }
            });
        }
    }

    /** Where the numbers of each storage begin. */
    private static Map<Storage, Long> places(
            SeekableByteChannel channel, long start, TorchTensors builder, List<?> order) throws IOException {
        Map<Storage, Long> places = new HashMap<>();
        long at = start;
        for (Object key : order) {
            Storage storage = key instanceof String name ? builder.storages().get(name) : null;
            if (storage == null) {
                throw new ModelException("the file lists a storage that no tensor uses");
            }
            TorchFile.requireBytes(storage, channel.size() - at - Long.BYTES);
            long length = SafeTensors.bytes(channel.position(at), Long.BYTES).getLong();
            if (length != storage.length()) {
                throw new ModelException("storage " + storage.key() + " has " + length + " numbers, its tensors expect "
                        + storage.length());
            }
            places.put(storage, at + Long.BYTES);
            at += Long.BYTES + length * storage.type().size();
        }
        return places;
    }

    private static ByteBuffer bytes(SeekableByteChannel channel, Storage storage, Long place) throws IOException {
        if (place == null) {
            throw new ModelException("the file lacks storage " + storage.key());
        }
        int size = (int) (storage.length() * storage.type().size());
        return SafeTensors.bytes(channel.position(place), size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
