// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mir4j.core.error.ModelException;

/**
 * Reads what TensorFlow's {@code Saver} writes since version 0.12: {@code NAME.index}, a {@link SortedTable} of what is
 * known of each tensor, and {@code NAME.data-00000-of-00001} with the numbers, of which there may be several. They lie
 * side by side in a directory, or in a {@code .tar.gz}.
 *
 * <p>Source: the messages of TensorFlow's {@code tensor_bundle.proto}, {@code tensor_shape.proto} and
 * {@code types.proto}.
 */
final class TensorFlowFile {

    static final String INDEX = ".index";

    private static final int TEXTS = 7;
    private static final int LONGEST_INDEX = 1 << 24;
    private static final int LONGEST_NAME = 1000;
    private static final int MOST_SHARDS = 99_999;

    private final FileSet files;
    private final String prefix;
    private final Map<String, Entry> tensors = new LinkedHashMap<>();
    private final Map<String, String> others = new LinkedHashMap<>();
    private long shards;

    /** A tensor whose numbers have not been read: what the index says of it. */
    private record Entry(NumberType type, long[] shape, long shard, long from, long length, int checksum) {

        long end() {
            return from + length;
        }
    }

    private TensorFlowFile(FileSet files, String index) {
        this.files = files;
        prefix = index.substring(0, index.length() - INDEX.length());
    }

    /** Whether a file is one of a checkpoint, of which the index is to be named. */
    static boolean isPart(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(INDEX) || name.matches(".*\\.data-\\d{5}-of-\\d{5}|.*\\.meta");
    }

    /** Opens the checkpoint of an index. */
    static CheckpointContents ofIndex(Path file) throws IOException {
        String name = file.getFileName().toString();
        if (!name.endsWith(INDEX)) {
            throw new ModelException("it is a part of a TensorFlow checkpoint; name the one that ends with " + INDEX
                    + ", or the directory");
        }
        Path directory = file.toAbsolutePath().getParent();
        return new TensorFlowFile(FileSet.in(directory), name).open(file);
    }

    /** The index of the one checkpoint in a directory. */
    static Path indexIn(Path directory) throws IOException {
        return directory.resolve(index(FileSet.in(directory)));
    }

    /** Opens the one checkpoint in an archive. */
    static CheckpointContents ofArchive(Path archive) throws IOException {
        FileSet files = TarArchive.open(archive);
        return new TensorFlowFile(files, index(files)).open(archive);
    }

    private static String index(FileSet files) throws IOException {
        List<String> found = files.names().stream()
                .filter(name -> name.endsWith(INDEX) && !name.startsWith("."))
                .toList();
        if (found.size() != 1) {
            throw new ModelException(
                    found.isEmpty()
                            ? "there is no TensorFlow checkpoint in it, whose index would end with " + INDEX
                            : "there are several TensorFlow checkpoints in it; name one of "
                                    + String.join(", ", found.subList(0, Math.min(8, found.size()))));
        }
        return found.get(0);
    }

    private CheckpointContents open(Path place) throws IOException {
        SortedTable.read(index(), this::add);
        requireSideBySide();
        if (tensors.isEmpty()) {
            throw new ModelException("it holds no tensors");
        }
        var names = new CheckpointContents.Names(tensors.keySet(), Set.of(""), others);
        return new CheckpointContents(place, null, names, this::read);
    }

    private byte[] index() throws IOException {
        String name = prefix + INDEX;
        if (files.size(name) > LONGEST_INDEX) {
            throw new ModelException("its index has " + files.size(name) + " bytes, and more than " + LONGEST_INDEX
                    + " are not supported");
        }
        try (InputStream stream = files.open(name)) {
            return stream.readNBytes(LONGEST_INDEX);
        }
    }

    /** Takes an entry of the index: that of an empty name, which is the first, is of the checkpoint itself. */
    private void add(byte[] key, ByteBuffer value) {
        if (key.length == 0) {
            shards = shards(value);
            return;
        }
        if (key[0] == 0) {
            return; // a part of a tensor that is in slices, which has an entry of its own
        }
        if (shards == 0) {
            throw new ModelException("its index does not begin with what it says of the whole checkpoint, as one of"
                    + " TensorFlow 0.12 or later does");
        }
        if (key.length > LONGEST_NAME) {
            throw new ModelException("the name of a tensor has " + key.length + " bytes, and more than " + LONGEST_NAME
                    + " are not supported");
        }
        String name = new String(key, StandardCharsets.UTF_8);
        if (tensors.containsKey(name) || others.containsKey(name)) {
            throw new ModelException("two of its tensors have the name " + name);
        }
        addTensor(name, new ProtocolBuffer("what the index says of a tensor", value));
    }

    private static long shards(ByteBuffer value) {
        ProtocolBuffer header = new ProtocolBuffer("what the index says of the whole checkpoint", value);
        long count = 0;
        for (int field = header.next(); field != 0; field = header.next()) {
            if (field == 1) {
                count = header.number();
            } else if (field == 2 && header.number() != 0) {
                throw new ModelException("its numbers are in the byte order of a big-endian machine; load and save it"
                        + " again on a little-endian one");
            }
        }
        if (count < 1 || count > MOST_SHARDS) {
            throw new ModelException("its numbers are in " + count + " files, expected 1 to " + MOST_SHARDS);
        }
        return count;
    }

    private void addTensor(String name, ProtocolBuffer message) {
        long code = 0;
        long shard = 0;
        long from = 0;
        long length = 0;
        int checksum = 0;
        boolean sliced = false;
        List<Long> shape = new ArrayList<>();
        for (int field = message.next(); field != 0; field = message.next()) {
            switch (field) {
                case 1 -> code = message.number();
                case 2 -> addAxes(name, message.message(), shape);
                case 3 -> shard = message.number();
                case 4 -> from = message.number();
                case 5 -> length = message.number();
                case 6 -> checksum = message.fixed32();
                case 7 -> sliced = true;
                default -> {
                    // what later versions add
                }
            }
        }
        NumberType type = NumberType.ofTensorFlow(code).orElse(null);
        if (type == null || sliced) {
            others.put(name, sliced ? "a tensor in slices" : code == TEXTS ? "texts" : "values of another type");
            return;
        }
        if (shard < 0 || shard >= shards || from < 0 || from > Checkpoint.MOST_BYTES) {
            throw new ModelException(
                    "tensor " + name + " would be in file " + shard + " of " + shards + ", from byte " + from + " on");
        }
        requireSize(name, type, shape, length);
        long[] sizes = shape.stream().mapToLong(size -> size).toArray();
        tensors.put(name, new Entry(type, sizes, shard, from, length, checksum));
    }

    private static void addAxes(String name, ProtocolBuffer message, List<Long> shape) {
        for (int field = message.next(); field != 0; field = message.next()) {
            if (field == 2) {
                Tensor.requireFewAxes(name, shape.size() + 1);
                shape.add(size(message.message()));
            }
        }
    }

    private static long size(ProtocolBuffer axis) {
        long size = 0;
        for (int field = axis.next(); field != 0; field = axis.next()) {
            size = field == 1 ? axis.number() : size;
        }
        return size;
    }

    private static void requireSize(String name, NumberType type, List<Long> shape, long length) {
        long bytes = type.size();
        try {
            for (long size : shape) {
                bytes = size < 0 ? -1 : Math.multiplyExact(bytes, size);
            }
        } catch (ArithmeticException e) {
            bytes = -1;
        }
        if (bytes < 0 || bytes != length || bytes > Checkpoint.MOST_BYTES) {
            throw new ModelException("tensor " + name + " of shape " + shape + " would take " + length
                    + " bytes, which does not fit its shape");
        }
    }

    private String shard(long number) {
        return String.format("%s.data-%05d-of-%05d", prefix, number, shards);
    }

    /** Entries by where their numbers lie. */
    private static List<Entry> inOrder(Collection<Entry> entries) {
        return entries.stream()
                .sorted(Comparator.comparingLong(Entry::shard)
                        .thenComparingLong(Entry::from)
                        .thenComparingLong(Entry::length))
                .toList();
    }

    /** No two tensors share their bytes, and all have theirs in the files. */
    private void requireSideBySide() throws IOException {
        Map<Long, Long> sizes = new HashMap<>();
        Entry before = null;
        for (Entry entry : inOrder(tensors.values())) {
            if (!sizes.containsKey(entry.shard())) {
                sizes.put(entry.shard(), files.size(shard(entry.shard())));
            }
            if (entry.end() > sizes.get(entry.shard())) {
                throw new ModelException("a tensor would take the bytes from " + entry.from() + " to " + entry.end()
                        + " of " + shard(entry.shard()) + ", which has " + sizes.get(entry.shard())
                        + "; it is cut off, or of another checkpoint");
            }
            if (before != null && before.shard() == entry.shard() && entry.from() < before.end()) {
                throw new ModelException(
                        "two tensors would take the bytes from " + entry.from() + " on of " + shard(entry.shard()));
            }
            before = entry;
        }
    }

    private Map<String, Tensor> read(Collection<String> names) throws IOException {
        Map<Entry, String> wanted = new HashMap<>();
        Map<String, Tensor> read = new LinkedHashMap<>();
        for (String name : names) {
            wanted.put(tensors.get(name), name);
            read.put(name, null); // keeps its place in the order
        }
        TorchTensors.requireRoom(wanted.keySet().stream()
                .mapToLong(entry -> entry.length() / entry.type().size() * Float.BYTES)
                .sum());
        InputStream stream = null;
        try {
            Entry before = null;
            for (Entry entry : inOrder(wanted.keySet())) {
                boolean same = before != null && before.shard() == entry.shard();
                if (!same) {
                    close(stream);
                    stream = files.open(shard(entry.shard()));
                }
                stream.skipNBytes(entry.from() - (same ? before.end() : 0));
                String name = wanted.get(entry);
                read.put(name, tensor(name, entry, stream.readNBytes((int) entry.length())));
                before = entry;
            }
        } finally {
            close(stream);
        }
        return read;
    }

    private static void close(InputStream stream) throws IOException {
        if (stream != null) {
            stream.close();
        }
    }

    private static Tensor tensor(String name, Entry entry, byte[] bytes) {
        if (bytes.length < entry.length()) {
            throw new ModelException("it ended while it was read; something else has changed it");
        }
        ByteBuffer numbers = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        SortedTable.requireChecksum("tensor " + name, SortedTable.checksum(numbers), entry.checksum());
        float[] values = new float[bytes.length / entry.type().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = entry.type().read(numbers, i);
        }
        return new Tensor(entry.shape(), values);
    }

    /** Whether a file ends as an index does, whatever it is called. */
    static boolean isIndex(Path file) throws IOException {
        long size = Files.size(file);
        if (size < Long.BYTES) {
            return false;
        }
        try (var channel = Files.newByteChannel(file)) {
            channel.position(size - Long.BYTES);
            return SortedTable.isTable(SafeTensors.bytes(channel, Long.BYTES));
        }
    }
}
