package org.mir4j.models.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.mir4j.core.error.ModelException;

/** Reads files of weights of any known format, and writes safetensors. */
public final class Checkpoint {

    private static final int PICKLE_PROTOCOL = 0x80;

    private Checkpoint() {}

    /**
     * Reads the tensors of a file that {@code torch.save} (zip or legacy format) or safetensors wrote.
     *
     * @param file the file
     * @return the tensors by name, in the file's order
     * @throws ModelException if the file is missing, damaged, of another format, or asks for anything but tensors
     */
    public static Map<String, Tensor> read(Path file) {
        if (Files.notExists(file)) {
            throw new ModelException(file + " does not exist.");
        }
        try {
            byte[] start = start(file);
            Map<String, Tensor> tensors;
            if (start.length == 2 && start[0] == 'P' && start[1] == 'K') {
                tensors = TorchFile.readZip(file);
            } else if (start.length > 0 && Byte.toUnsignedInt(start[0]) == PICKLE_PROTOCOL && isLegacy(start)) {
                tensors = TorchFile.readLegacy(file);
            } else {
                tensors = SafeTensors.read(file);
            }
            return tensors;
        } catch (ModelException e) {
            throw new ModelException(file + " is refused as a file of weights: " + e.getMessage() + ".", e);
        } catch (IOException | ArithmeticException e) {
            throw new ModelException(file + " cannot be read as a file of weights: " + e.getMessage() + ".", e);
        }
    }

    /** A safetensors header may be 0x80 bytes long too; a pickle's protocol follows, and is no zero. */
    private static boolean isLegacy(byte[] start) {
        return start.length == 2 && start[1] != 0;
    }

    private static byte[] start(Path file) throws IOException {
        try (InputStream stream = Files.newInputStream(file)) {
            return stream.readNBytes(2);
        }
    }

    /**
     * Writes tensors as safetensors, in 32-bit floating point.
     *
     * @param file the file, which must not matter if this fails half-way
     * @param tensors by name
     * @throws IOException if it cannot be written
     */
    public static void write(Path file, Map<String, Tensor> tensors) throws IOException {
        SafeTensors.write(file, tensors);
    }
}
