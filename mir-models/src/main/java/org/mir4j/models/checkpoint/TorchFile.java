package org.mir4j.models.checkpoint;

import java.io.File;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.mir4j.core.error.ModelException;
import org.mir4j.models.checkpoint.TorchTensors.Storage;
import org.mir4j.models.checkpoint.TorchTensors.View;

/**
 * Reads what {@code torch.save} writes: a zip of a pickle and its storages, or, before PyTorch 1.6, pickles followed by
 * raw storages.
 */
final class TorchFile {

    private static final String PICKLE = "data.pkl";
    private static final String BYTE_ORDER = "byteorder";
    private static final BigInteger MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16);

    /**
     * How many numbers a file may come to for each of its bytes. Tensors that share a storage are read more than once,
     * which is harmless for tied weights and a bomb in the hands of a thousand views.
     */
    private static final long NUMBERS_A_BYTE = 4;

    private TorchFile() {}

    static Map<String, Tensor> readZip(Path file) throws IOException {
        if (isNamedByText(file)) {
            return readZip(file.toFile());
        }
        Path copy = Files.createTempFile("mir-", ".zip");
        try {
            Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
            return readZip(copy.toFile());
        } finally {
            Files.delete(copy);
        }
    }

    /** Java opens zips by a text, which files of other file systems and of other character sets do not have. */
    private static boolean isNamedByText(Path file) {
        return file.getFileSystem() == FileSystems.getDefault() && file.toFile().exists();
    }

    private static Map<String, Tensor> readZip(File file) throws IOException {
        try (ZipFile zip = new ZipFile(file)) {
            ZipEntry pickle = zip.stream()
                    .filter(entry -> entry.getName().endsWith("/" + PICKLE))
                    .findFirst()
                    .orElseThrow(() ->
                            new ModelException("the zip holds no " + PICKLE + ", so torch.save did not write it"));
            String root = pickle.getName().substring(0, pickle.getName().length() - PICKLE.length());
            requireLittleEndian(zip, zip.getEntry(root + BYTE_ORDER));
            TorchTensors builder = new TorchTensors();
            Object content = Pickle.read(stored(zip, pickle), builder);
            Map<String, ByteBuffer> bytes = new HashMap<>();
            long left = file.length();
            for (Storage storage : builder.storages().values()) {
                ZipEntry entry = zip.getEntry(root + "data/" + storage.key());
                if (entry == null) {
                    throw new ModelException("the zip lacks storage " + storage.key());
                }
                // entries may overlap, and come to more than the file
                requireBytes(storage, Math.min(left, entry.getSize()));
                ByteBuffer numbers = stored(zip, entry);
                requireBytes(storage, numbers.remaining());
                left -= numbers.remaining();
                bytes.put(storage.key(), numbers);
            }
            return tensors(content, bytes, file.length());
        }
    }

    private static void requireLittleEndian(ZipFile zip, ZipEntry byteOrder) throws IOException {
        if (byteOrder != null) {
            String order = StandardCharsets.US_ASCII
                    .decode(stored(zip, byteOrder))
                    .toString()
                    .strip();
            if (!order.equals("little")) {
                throw new ModelException("its numbers are in the byte order '" + order
                        + "'; load and save it again on a little-endian machine");
            }
        }
    }

    /** torch.save compresses nothing; an entry that is packed could unpack to any size. */
    private static ByteBuffer stored(ZipFile zip, ZipEntry entry) throws IOException {
        if (entry.getMethod() != ZipEntry.STORED) {
            throw new ModelException("the entry " + entry.getName() + " is compressed, so torch.save did not write it");
        }
        byte[] bytes;
        try (var stream = zip.getInputStream(entry)) {
            bytes = stream.readAllBytes();
        }
        CRC32 checksum = new CRC32();
        checksum.update(bytes);
        if (checksum.getValue() != entry.getCrc()) {
            throw new ModelException("the entry " + entry.getName() + " is damaged: its checksum is "
                    + Long.toHexString(checksum.getValue()) + ", expected " + Long.toHexString(entry.getCrc())
                    + " (torch.serialization.set_crc32_options(True) before torch.save writes one)");
        }
        return ByteBuffer.wrap(bytes);
    }

    static Map<String, Tensor> readLegacy(Path file) throws IOException {
        ByteBuffer all = ByteBuffer.wrap(Files.readAllBytes(file)); // not mapped, as in SafeTensors
        long size = all.remaining();
        TorchTensors builder = new TorchTensors();
        if (!MAGIC.equals(Pickle.read(all, builder))) {
            throw new ModelException("it is a pickle that torch.save did not write");
        }
        Pickle.read(all, builder); // the protocol
        Object machine = Pickle.read(all, builder);
        if (machine instanceof Map<?, ?> about && Boolean.FALSE.equals(about.get("little_endian"))) {
            throw new ModelException(
                    "its numbers are in big-endian order; load and save it again on a" + " little-endian machine");
        }
        Object content = Pickle.read(all, builder);
        Object keys = Pickle.read(all, builder);
        if (!(keys instanceof List<?> order)) {
            throw new ModelException("the list of storages is missing");
        }
        Map<String, ByteBuffer> bytes = rawStorages(all.order(ByteOrder.LITTLE_ENDIAN), builder, order);
        return tensors(content, bytes, size);
    }

    private static Map<String, ByteBuffer> rawStorages(ByteBuffer all, TorchTensors builder, List<?> order) {
        Map<String, ByteBuffer> bytes = new HashMap<>();
        for (Object key : order) {
            Storage storage = key instanceof String name ? builder.storages().get(name) : null;
            if (storage == null) {
                throw new ModelException("the file lists a storage that no tensor uses");
            }
            requireBytes(storage, all.remaining() - Long.BYTES);
            long length = all.getLong();
            if (length != storage.length()) {
                throw new ModelException(
                        "storage " + key + " has " + length + " numbers, its tensors expect " + storage.length());
            }
            int size = (int) (length * storage.type().size());
            bytes.put(storage.key(), all.slice(all.position(), size));
            all.position(all.position() + size);
        }
        return bytes;
    }

    private static void requireBytes(Storage storage, long there) {
        long most = Math.min(Integer.MAX_VALUE, there) / storage.type().size();
        if (storage.length() > most) {
            throw new ModelException("storage " + storage.key() + " claims " + storage.length() + " numbers of "
                    + storage.type().size() + " bytes, and the file has " + Math.max(0, there) + " bytes for them");
        }
    }

    private static Map<String, Tensor> tensors(Object content, Map<String, ByteBuffer> bytes, long fileSize) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        long left = NUMBERS_A_BYTE * fileSize;
        for (var entry : stateDict(content).entrySet()) {
            if (entry.getValue() instanceof View view) {
                ByteBuffer storage = bytes.get(view.storage().key());
                if (storage == null) {
                    throw new ModelException(
                            "the file lacks storage " + view.storage().key());
                }
                left -= view.size();
                if (left < 0) {
                    throw new ModelException("its tensors share their numbers so often that they come to more than "
                            + NUMBERS_A_BYTE + " numbers for each of its " + fileSize + " bytes");
                }
                tensors.put(String.valueOf(entry.getKey()), TorchTensors.tensor(view, storage));
            }
        }
        return tensors;
    }

    /** The dictionary of tensors itself, or the one that a training script has wrapped with other things. */
    private static Map<?, ?> stateDict(Object content) {
        if (holdsTensors(content)) {
            return (Map<?, ?>) content;
        }
        Optional<?> wrapped = content instanceof Map<?, ?> outer
                ? outer.values().stream().filter(TorchFile::holdsTensors).findFirst()
                : Optional.empty();
        return (Map<?, ?>) wrapped.orElseThrow(() -> new ModelException(
                "the file holds no dictionary of tensors; save it with torch.save(model.state_dict(), file)"));
    }

    private static boolean holdsTensors(Object value) {
        return value instanceof Map<?, ?> map && map.values().stream().anyMatch(View.class::isInstance);
    }
}
