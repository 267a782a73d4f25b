// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.mir4j.core.error.ModelException;
import org.mir4j.core.error.Reason;

/** Reads files of weights of any known format, and writes safetensors. */
public final class Checkpoint {

    /** As much as one array of Java's holds. */
    static final int MOST_BYTES = Integer.MAX_VALUE - 8;

    private static final int PICKLE_PROTOCOL = 0x80;
    private static final int START = 9;

    private Checkpoint() {}

    /**
     * Reads the weights of a file that {@code torch.save} (zip or legacy format), safetensors or TensorFlow wrote.
     *
     * @param file that holds one dictionary of tensors only; {@link #open} is for all others
     * @return the tensors by name, in the file's order
     * @throws ModelException if the file is missing, damaged, of another format, or holds several dictionaries of
     *     tensors
     */
    public static Map<String, Tensor> read(Path file) {
        return open(file).only();
    }

    /**
     * Opens a file that {@code torch.save} (zip or legacy format), safetensors or TensorFlow wrote.
     *
     * @param file with at least one tensor; of a TensorFlow checkpoint the {@code .index}, the directory that it is
     *     alone in, or a {@code .tar.gz} of that
     * @return what it holds; numbers are read later, so the file has to stay
     * @throws ModelException if the file is missing, damaged or of another format, or wants code to be run
     */
    public static CheckpointContents open(Path file) {
        if (Files.notExists(file)) {
            throw new ModelException(file + " does not exist.");
        }
        if (Files.isDirectory(file)) {
            Path index = reading(file, () -> TensorFlowFile.indexIn(file));
            return reading(index, () -> TensorFlowFile.ofIndex(index));
        }
        if (!Files.isRegularFile(file)) {
            throw new ModelException(file + " is not a file; expected a file of weights.");
        }
        return reading(file, () -> open(file, start(file)));
    }

    /** What is done with a file of foreign bytes. */
    interface Reading<T> {

        T run() throws IOException;
    }

    /** Names the file in whatever goes wrong with it. */
    static <T> T reading(Path file, Reading<T> reading) {
        try {
            return reading.run();
        } catch (ModelException e) {
            throw new ModelException(file + " is refused as a file of weights: " + e.getMessage() + ".", e);
        } catch (IOException e) {
            throw new ModelException(file + " cannot be read as a file of weights: " + Reason.of(e) + ".", e);
        } catch (RuntimeException e) {
            // the file is foreign, and so is some of the code that parses it: what that throws is the file's fault
            throw new ModelException(file + " is damaged, or not a file of weights (" + e + ").", e);
        }
    }

    private static CheckpointContents open(Path file, byte[] start) throws IOException {
        if (start.length == 0) {
            throw new ModelException("it is empty (0 bytes)");
        }
        if (TensorFlowFile.isPart(file) || TensorFlowFile.isIndex(file)) {
            return TensorFlowFile.ofIndex(file);
        }
        if (Files.size(file) > MOST_BYTES) {
            throw new ModelException("it has " + Files.size(file) + " bytes, and more than 2 GB are not supported");
        }
        if (start[0] == '<') {
            throw new ModelException("it starts with '<', so it is a web page or other markup instead of weights;"
                    + " get the file itself");
        }
        if (start.length > 1 && start[0] == 'P' && start[1] == 'K') {
            return TorchFile.open(file);
        }
        if (start.length > 1 && start[0] == (byte) 0x1f && start[1] == (byte) 0x8b) {
            return TensorFlowFile.ofArchive(file);
        }
        // the length of a safetensors header may begin like a pickle, but what follows it opens an object of JSON
        boolean json = start.length == START && start[START - 1] == '{';
        boolean pickle = !json && Byte.toUnsignedInt(start[0]) == PICKLE_PROTOCOL;
        return pickle ? LegacyTorchFile.open(file) : SafeTensors.open(file);
    }

    private static byte[] start(Path file) throws IOException {
        try (InputStream stream = Files.newInputStream(file)) {
            return stream.readNBytes(START);
        }
    }

    /**
     * Reads the notes beside the tensors of a safetensors file.
     *
     * @param file that this class wrote with notes
     * @return the notes; none if there are none
     * @throws ModelException if the file cannot be read as safetensors
     */
    public static Map<String, String> notes(Path file) {
        try {
            return SafeTensors.notes(file);
        } catch (IOException | RuntimeException e) {
            throw new ModelException(file + " cannot be read as a file of weights: " + e.getMessage() + ".", e);
        }
    }

    /**
     * Writes tensors as safetensors, in 32-bit floating point, with notes.
     *
     * @param file the file, which must not matter if this fails half-way
     * @param tensors by name
     * @param notes texts that are kept beside them
     * @throws IOException if it cannot be written
     * @throws ModelException if they come to more than 2 GB
     */
    public static void write(Path file, Map<String, Tensor> tensors, Map<String, String> notes) throws IOException {
        SafeTensors.write(file, tensors, notes, tensor -> NumberType.FLOAT);
    }

    /**
     * Writes tensors as safetensors, in 32-bit floating point.
     *
     * @param file the file, which must not matter if this fails half-way
     * @param tensors by name
     * @throws IOException if it cannot be written
     * @throws ModelException if they come to more than 2 GB
     */
    public static void write(Path file, Map<String, Tensor> tensors) throws IOException {
        write(file, tensors, Map.of());
    }

    /**
     * Writes tensors as safetensors, half as large: those of more than one axis in 16-bit floating point, the few
     * numbers of the others in 32.
     *
     * @param file the file, which must not matter if this fails half-way
     * @param tensors by name
     * @throws IOException if it cannot be written
     * @throws ModelException if they come to more than 2 GB, or 16 bits do not hold a number
     */
    public static void writeHalves(Path file, Map<String, Tensor> tensors) throws IOException {
        tensors.forEach(Checkpoint::requireHalves);
        SafeTensors.write(file, tensors, Map.of(), Checkpoint::halfOfMany);
    }

    private static NumberType halfOfMany(Tensor tensor) {
        return tensor.shape().length > 1 ? NumberType.HALF : NumberType.FLOAT;
    }

    private static void requireHalves(String name, Tensor tensor) {
        if (halfOfMany(tensor) == NumberType.FLOAT) {
            return;
        }
        for (float value : tensor.values()) {
            if (!(Math.abs(value) < NumberType.HALF_OVERFLOW)) {
                throw new ModelException("The tensor " + name + " holds " + value
                        + ", which 16-bit floating point cannot; leave it in 32 bits.");
            }
        }
    }
}
