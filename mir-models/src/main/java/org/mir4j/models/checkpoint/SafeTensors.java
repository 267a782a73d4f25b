// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.checkpoint;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.stream.JsonReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.mir4j.core.error.ModelException;

/**
 * Reads and writes safetensors: the length of a JSON header, the header, the numbers.
 *
 * <p>Source: the format's description in the safetensors project.
 */
final class SafeTensors {

    private static final String METADATA = "__metadata__";
    private static final int ALIGNMENT = 8;

    /** Room for more than a hundred thousand tensors. */
    private static final int LONGEST_HEADER = 1 << 24;

    private SafeTensors() {}

    /** Opens a file that is not mapped into memory: one that shrinks meanwhile would otherwise end the JVM. */
    static CheckpointContents open(Path file) throws IOException {
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            Map<String, Description> described = header(channel).tensors();
            long start = channel.position();
            requireSideBySide(described, channel.size() - start);
            if (described.isEmpty()) {
                throw new ModelException("it holds no tensors");
            }
            Set<String> outermost = Set.of("");
            var names = new CheckpointContents.Names(described.keySet(), outermost, Map.of());
            return new CheckpointContents(file, null, names, wanted -> tensors(file, described, start, wanted));
        }
    }

    /** The texts beside the tensors. */
    static Map<String, String> notes(Path file) throws IOException {
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            return header(channel).notes();
        }
    }

    private static Header header(SeekableByteChannel channel) throws IOException {
        long size = channel.size();
        long length = size < Long.BYTES ? -1 : bytes(channel, Long.BYTES).getLong();
        if (length < 2 || length > size - Long.BYTES) {
            throw new ModelException("torch.save did not write it, and it is not a safetensors file either: as such,"
                    + " its header would have " + length + " bytes of " + size);
        }
        if (length > LONGEST_HEADER) {
            throw new ModelException("its safetensors header has " + length + " bytes, and more than " + LONGEST_HEADER
                    + " are not supported");
        }
        String header =
                StandardCharsets.UTF_8.decode(bytes(channel, (int) length)).toString();
        try {
            return Header.of(header);
        } catch (ModelException e) {
            throw e;
        } catch (RuntimeException | IOException e) {
            String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            throw new ModelException("its safetensors header is malformed (" + reason + ")", e);
        }
    }

    /** The next bytes of a file. */
    static ByteBuffer bytes(SeekableByteChannel channel, int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes) < 0) {
                throw new ModelException("it ended while it was read; something else has changed it");
            }
        }
        return bytes.flip();
    }

    private static Map<String, Tensor> tensors(
            Path file, Map<String, Description> described, long start, Collection<String> wanted) throws IOException {
        TorchTensors.requireRoom(wanted.stream()
                .mapToLong(name -> described.get(name).numbers() * Float.BYTES)
                .sum());
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            for (String name : wanted) {
                Description description = described.get(name);
                channel.position(start + description.from());
                int count = (int) (description.to() - description.from());
                tensors.put(name, description.read(bytes(channel, count)));
            }
        }
        return tensors;
    }

    /** What the header says of a tensor: its numbers take the bytes from {@code from} to {@code to}. */
    private record Description(NumberType type, long[] shape, long from, long to) {

        long numbers() {
            return (to - from) / type.size();
        }

        Tensor read(ByteBuffer bytes) {
            float[] values = new float[bytes.remaining() / type.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = type.read(bytes, i);
            }
            return new Tensor(shape, values);
        }
    }

    /** The format allows neither gaps nor overlaps, so that a file holds just as many numbers as it says. */
    private static void requireSideBySide(Map<String, Description> described, long length) {
        long end = 0;
        for (Map.Entry<String, Description> entry : described.entrySet().stream()
                .sorted(Comparator.comparingLong((Map.Entry<String, Description> each) ->
                                each.getValue().from())
                        .thenComparingLong(each -> each.getValue().to()))
                .toList()) {
            if (entry.getValue().from() != end) {
                throw new ModelException("tensor " + entry.getKey() + " starts at byte "
                        + entry.getValue().from() + ", expected " + end + ", where the one before it ends");
            }
            end = entry.getValue().to();
        }
        if (end != length) {
            throw new ModelException("its tensors take " + end + " bytes, and it has " + length + " for them");
        }
    }

    /** Writes each tensor in the type that is chosen for it, large types first: so all numbers are aligned. */
    static void write(
            Path file, Map<String, Tensor> tensors, Map<String, String> notes, Function<Tensor, NumberType> type)
            throws IOException {
        Map<String, Tensor> ordered = new LinkedHashMap<>();
        tensors.entrySet().stream()
                .sorted(Comparator.comparingInt(
                        entry -> -type.apply(entry.getValue()).size()))
                .forEach(entry -> ordered.put(entry.getKey(), entry.getValue()));
        byte[] json = header(ordered, notes, type).toString().getBytes(StandardCharsets.UTF_8);
        int padding = Math.floorMod(-json.length, ALIGNMENT);
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(ByteBuffer.allocate(Long.BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(json.length + padding)
                    .array());
            out.write(json);
            out.write(" ".repeat(padding).getBytes(StandardCharsets.UTF_8));
            for (Tensor tensor : ordered.values()) {
                out.write(bytes(tensor, type.apply(tensor)));
            }
        }
    }

    private static JsonObject header(
            Map<String, Tensor> tensors, Map<String, String> notes, Function<Tensor, NumberType> type) {
        JsonObject header = new JsonObject();
        if (!notes.isEmpty()) {
            JsonObject texts = new JsonObject();
            notes.forEach(texts::addProperty);
            header.add(METADATA, texts);
        }
        long offset = 0;
        for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
            Tensor tensor = entry.getValue();
            long next =
                    offset + (long) tensor.values().length * type.apply(tensor).size();
            JsonObject description = new JsonObject();
            description.addProperty("dtype", type.apply(tensor).safetensorsName());
            description.add("shape", array(tensor.shape()));
            description.add("data_offsets", array(offset, next));
            header.add(entry.getKey(), description);
            offset = next;
        }
        if (offset > Checkpoint.MOST_BYTES) {
            // halves take twice as much here as where they come from
            throw new ModelException("The weights come to " + offset + " bytes of floating point, and more than"
                    + " 2 GB are not supported.");
        }
        return header;
    }

    private static byte[] bytes(Tensor tensor, NumberType type) {
        float[] values = tensor.values();
        ByteBuffer bytes = ByteBuffer.allocate(values.length * type.size()).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < values.length; i++) {
            type.write(bytes, i, values[i]);
        }
        return bytes.array();
    }

    private static JsonArray array(long... values) {
        JsonArray array = new JsonArray();
        Arrays.stream(values).forEach(array::add);
        return array;
    }

    /**
     * The header of a safetensors file, read piece by piece: a tree of whatever JSON the file has could take fifty
     * times its bytes.
     *
     * @param tensors what it says of them, by name
     * @param notes the texts beside them
     */
    private record Header(Map<String, Description> tensors, Map<String, String> notes) {

        static Header of(String json) throws IOException {
            Map<String, Description> tensors = new LinkedHashMap<>();
            Map<String, String> notes = new LinkedHashMap<>();
            JsonReader reader = new JsonReader(new StringReader(json));
            reader.beginObject();
            while (reader.hasNext()) {
                String name = reader.nextName();
                if (name.equals(METADATA)) {
                    readNotes(reader, notes);
                } else if (tensors.put(name, description(name, reader)) != null) {
                    throw new ModelException("two of its tensors have the name " + name);
                }
            }
            reader.endObject();
            return new Header(tensors, notes);
        }

        private static void readNotes(JsonReader reader, Map<String, String> notes) throws IOException {
            reader.beginObject();
            while (reader.hasNext()) {
                notes.put(reader.nextName(), reader.nextString());
            }
            reader.endObject();
        }

        private static Description description(String name, JsonReader reader) throws IOException {
            String dtype = null;
            long[] shape = null;
            long[] offsets = null;
            reader.beginObject();
            while (reader.hasNext()) {
                String key = reader.nextName();
                switch (key) {
                    case "dtype" -> dtype = reader.nextString();
                    case "shape" -> shape = sizes(name, reader);
                    case "data_offsets" -> offsets = sizes(name, reader);
                    default -> throw new ModelException("tensor " + name + " has the unknown key '" + key + "'");
                }
            }
            reader.endObject();
            if (dtype == null || shape == null || offsets == null || offsets.length != 2) {
                throw new ModelException("tensor " + name + " lacks its type, its shape or its two offsets");
            }
            return description(name, dtype, shape, offsets[0], offsets[1]);
        }

        private static long[] sizes(String name, JsonReader reader) throws IOException {
            List<Long> sizes = new ArrayList<>();
            reader.beginArray();
            while (reader.hasNext()) {
                sizes.add(reader.nextLong());
                Tensor.requireFewAxes(name, sizes.size());
            }
            reader.endArray();
            return sizes.stream().mapToLong(Long::longValue).toArray();
        }

        private static Description description(String name, String dtype, long[] shape, long from, long to) {
            NumberType type = NumberType.ofSafetensors(dtype)
                    .orElseThrow(() -> new ModelException("tensor " + name + " has the unknown type " + dtype));
            try {
                long size = type.size();
                for (long axis : shape) {
                    size = Math.multiplyExact(size, axis);
                }
                if (from >= 0
                        && Arrays.stream(shape).allMatch(axis -> axis >= 0)
                        && Math.subtractExact(to, from) == size) {
                    return new Description(type, shape, from, to);
                }
            } catch (ArithmeticException ignored) {
                // no file has so many bytes, so this cannot fit either
            }
            throw new ModelException("tensor " + name + " of shape " + Arrays.toString(shape)
                    + " does not fit the bytes " + from + " to " + to);
        }
    }
}
