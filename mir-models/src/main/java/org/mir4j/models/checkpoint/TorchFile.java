// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.checkpoint;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.mir4j.audio.home.TemporaryDirectory;
import org.mir4j.core.error.ModelException;
import org.mir4j.models.checkpoint.TorchTensors.Storage;
import org.mir4j.models.checkpoint.TorchTensors.View;

/** Reads what {@code torch.save} writes since PyTorch 1.6: a zip of a pickle and its storages. */
final class TorchFile {

    private static final String PICKLE = "data.pkl";
    private static final String BYTE_ORDER = "byteorder";

    private TorchFile() {}

    /** What is done with an open zip. */
    interface Use<T> {

        T with(ZipFile zip) throws IOException;
    }

    /** Reads what the file describes. */
    static CheckpointContents open(Path file) throws IOException {
        Object root = reading(file, TorchFile::root);
        NameCollector found = NameCollector.of(root);
        Map<String, View> views = found.tensors();
        return new CheckpointContents(
                file,
                root,
                found.names(),
                names -> reading(file, zip -> {
                    Storages storages = new Storages(zip, Files.size(file));
                    return TorchTensors.tensors(views, names, Files.size(file), storages::bytes);
                }));
    }

    private static Object root(ZipFile zip) throws IOException {
        ZipEntry pickle = pickle(zip);
        requireLittleEndian(zip, zip.getEntry(root(pickle) + BYTE_ORDER));
        if (pickle.getSize() > Budget.OBJECTS) {
            throw new ModelException("its pickle has " + pickle.getSize() + " bytes, which no file of weights needs");
        }
        Budget budget = new Budget(Budget.OBJECTS);
        ByteBuffer bytes = stored(zip, pickle);
        Pickle.Input input = new Pickle.Input(new ByteArrayInputStream(bytes.array()), bytes.remaining());
        return Pickle.read(input, new TorchTensors(budget), budget);
    }

    private static ZipEntry pickle(ZipFile zip) {
        return zip.stream()
                .filter(entry -> entry.getName().endsWith("/" + PICKLE))
                .findFirst()
                .orElseThrow(
                        () -> new ModelException("the zip holds no " + PICKLE + ", so torch.save did not write it"));
    }

    private static String root(ZipEntry pickle) {
        return pickle.getName().substring(0, pickle.getName().length() - PICKLE.length());
    }

    /** The entries that hold numbers, each of which is read once. */
    private static final class Storages {

        private final ZipFile zip;
        private final String root;
        private long left;

        Storages(ZipFile zip, long fileSize) {
            this.zip = zip;
            root = root(pickle(zip));
            left = fileSize;
        }

        ByteBuffer bytes(Storage storage) throws IOException {
            ZipEntry entry = zip.getEntry(root + "data/" + storage.key());
            if (entry == null) {
                throw new ModelException("the zip lacks storage " + storage.key());
            }
            // entries may overlap, and come to more than the file
            requireBytes(storage, Math.min(left, entry.getSize()));
            ByteBuffer numbers = stored(zip, entry);
            requireBytes(storage, numbers.remaining());
            left -= numbers.remaining();
            return numbers;
        }
    }

    static void requireBytes(Storage storage, long there) {
        long most = Math.min(Integer.MAX_VALUE, there) / storage.type().size();
        if (storage.length() > most) {
            throw new ModelException("storage " + storage.key() + " claims " + storage.length() + " numbers of "
                    + storage.type().size() + " bytes, and the file has " + Math.max(0, there) + " bytes for them");
        }
    }

    /** Opens a zip, which Java can only do by a name that is a text. */
    static <T> T reading(Path file, Use<T> use) throws IOException {
        if (isNamedByText(file)) {
            try (ZipFile zip = new ZipFile(file.toFile())) {
                return use.with(zip);
            }
        }
        Path copy = Files.createTempFile(TemporaryDirectory.ofProcess(), "weights-", ".zip");
        try {
            Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
            try (ZipFile zip = new ZipFile(copy.toFile())) {
                return use.with(zip);
            }
        } finally {
            Files.delete(copy);
        }
    }

    /** Java opens zips by a text, which files of other file systems and of other character sets do not have. */
    private static boolean isNamedByText(Path file) {
        if (file.getFileSystem() != FileSystems.getDefault()) {
            return false;
        }
        File named = file.toFile();
        return named.exists();
    }

    private static void requireLittleEndian(ZipFile zip, ZipEntry byteOrder) throws IOException {
        if (byteOrder != null) {
            String order = StandardCharsets.US_ASCII
                    .decode(stored(zip, byteOrder))
                    .toString()
                    .strip();
            if (!order.equals("little")) {
                throw new ModelException("its numbers are in the byte order '"
                        + order.substring(0, Math.min(20, order.length()))
                        + "'; load and save it again on a little-endian machine");
            }
        }
    }

    /** torch.save compresses nothing; an entry that is packed could unpack to any size. */
    static ByteBuffer stored(ZipFile zip, ZipEntry entry) throws IOException {
        requireStored(entry);
        byte[] bytes;
        try (var stream = zip.getInputStream(entry)) {
            bytes = stream.readAllBytes();
        }
        requireChecksum(entry, bytes);
        return ByteBuffer.wrap(bytes);
    }

    /** Refuses an entry that is damaged. */
    static void requireChecksum(ZipEntry entry, byte[] bytes) {
        CRC32 checksum = new CRC32();
        checksum.update(bytes);
        requireChecksum(entry, checksum);
    }

    /** Refuses an entry that is compressed or damaged, in little memory. */
    static void requireSound(ZipFile zip, ZipEntry entry) throws IOException {
        requireStored(entry);
        CRC32 checksum = new CRC32();
        try (var stream = new CheckedInputStream(zip.getInputStream(entry), checksum)) {
            stream.transferTo(OutputStream.nullOutputStream());
        }
        requireChecksum(entry, checksum);
    }

    static void requireStored(ZipEntry entry) {
        if (entry.getMethod() != ZipEntry.STORED) {
            throw new ModelException("the entry " + entry.getName() + " is compressed, so torch.save did not write it");
        }
    }

    private static void requireChecksum(ZipEntry entry, CRC32 checksum) {
        if (checksum.getValue() != entry.getCrc()) {
            throw new ModelException("the entry " + entry.getName() + " is damaged: its checksum is "
                    + Long.toHexString(checksum.getValue()) + ", expected " + Long.toHexString(entry.getCrc())
                    + " (torch.serialization.set_crc32_options(True) before torch.save writes one)");
        }
    }
}
