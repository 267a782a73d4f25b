package org.mir4j.models.checkpoint;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.mir4j.core.error.ModelException;

/**
 * Reads and writes safetensors: the length of a JSON header, the header, the numbers.
 *
 * <p>Source: the format's description in the safetensors project.
 */
final class SafeTensors {

    private static final String METADATA = "__metadata__";
    private static final int ALIGNMENT = 8;

    private SafeTensors() {}

    static Map<String, Tensor> read(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            ByteBuffer all = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
            all.order(ByteOrder.LITTLE_ENDIAN);
            long headerLength = all.remaining() < Long.BYTES ? -1 : all.getLong();
            if (headerLength < 2 || headerLength > all.remaining()) {
                throw new ModelException("it is no safetensors file: its header claims " + headerLength + " bytes");
            }
            byte[] header = new byte[(int) headerLength];
            all.get(header);
            ByteBuffer numbers = all.slice().order(ByteOrder.LITTLE_ENDIAN);
            JsonObject entries = JsonParser.parseString(new String(header, StandardCharsets.UTF_8))
                    .getAsJsonObject();
            entries.remove(METADATA);
            Map<String, Tensor> tensors = new LinkedHashMap<>();
            for (Map.Entry<String, JsonElement> entry : entries.entrySet()) {
                tensors.put(
                        entry.getKey(), tensor(entry.getKey(), entry.getValue().getAsJsonObject(), numbers));
            }
            return tensors;
        } catch (JsonParseException | IllegalStateException | NumberFormatException | NullPointerException e) {
            throw new ModelException("its safetensors header is malformed (" + e.getMessage() + ")", e);
        }
    }

    private static Tensor tensor(String name, JsonObject entry, ByteBuffer numbers) {
        String dtype = entry.get("dtype").getAsString();
        NumberType type = NumberType.ofSafetensors(dtype)
                .orElseThrow(() -> new ModelException("tensor " + name + " has the unknown type " + dtype));
        long[] shape = entry.getAsJsonArray("shape").asList().stream()
                .mapToLong(JsonElement::getAsLong)
                .toArray();
        long from = entry.getAsJsonArray("data_offsets").get(0).getAsLong();
        long to = entry.getAsJsonArray("data_offsets").get(1).getAsLong();
        long size = Arrays.stream(shape).reduce(1, Math::multiplyExact);
        boolean fits = from >= 0 && to <= numbers.limit() && size >= 0 && size <= numbers.limit();
        if (!fits || to - from != size * type.size()) {
            throw new ModelException("tensor " + name + " of shape " + Arrays.toString(shape)
                    + " does not fit the bytes " + from + " to " + to + " of " + numbers.limit());
        }
        ByteBuffer bytes = numbers.slice((int) from, (int) (to - from)).order(ByteOrder.LITTLE_ENDIAN);
        float[] values = new float[(int) size];
        for (int i = 0; i < values.length; i++) {
            values[i] = type.read(bytes, i);
        }
        return new Tensor(shape, values);
    }

    static void write(Path file, Map<String, Tensor> tensors) throws IOException {
        JsonObject header = new JsonObject();
        long offset = 0;
        for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
            long next = offset + (long) entry.getValue().values().length * Float.BYTES;
            JsonObject description = new JsonObject();
            description.addProperty("dtype", "F32");
            description.add("shape", array(entry.getValue().shape()));
            description.add("data_offsets", array(offset, next));
            header.add(entry.getKey(), description);
            offset = next;
        }
        byte[] json = header.toString().getBytes(StandardCharsets.UTF_8);
        int padding = Math.floorMod(-json.length, ALIGNMENT);
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(ByteBuffer.allocate(Long.BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(json.length + padding)
                    .array());
            out.write(json);
            out.write(" ".repeat(padding).getBytes(StandardCharsets.UTF_8));
            for (Tensor tensor : tensors.values()) {
                ByteBuffer bytes = ByteBuffer.allocate(tensor.values().length * Float.BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN);
                bytes.asFloatBuffer().put(tensor.values());
                out.write(bytes.array());
            }
        }
    }

    private static JsonArray array(long... values) {
        JsonArray array = new JsonArray();
        Arrays.stream(values).forEach(array::add);
        return array;
    }
}
