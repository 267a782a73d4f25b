package org.mir4j.models.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.mir4j.core.error.ModelException;
import org.mir4j.core.error.Reason;
import org.mir4j.models.checkpoint.Checkpoint;
import org.mir4j.models.checkpoint.Tensor;

/**
 * A file of weights that is to be imported.
 *
 * @param path where it is
 * @param sha256 its checksum
 * @param tensors what it holds
 */
record ImportFile(Path path, String sha256, Map<String, Tensor> tensors) {

    /** What the names of published files have between the stem and the ending. */
    private static final Pattern AFTER_STEM = Pattern.compile("(_[0-9a-f]{8})?([-.].*)?$");

    static ImportFile read(Path path) {
        Map<String, Tensor> tensors = Checkpoint.read(path);
        try {
            return new ImportFile(path, Sha256.of(path), tensors);
        } catch (IOException e) {
            throw new ModelException(path + " cannot be read: " + Reason.of(e) + ".", e);
        }
    }

    /** Its name without a directory. */
    String name() {
        return path.getFileName().toString();
    }

    /** The stem that its name tells: up to the first hyphen or dot, less the checksum that some have. */
    String stem() {
        return AFTER_STEM.matcher(name()).replaceFirst("");
    }
}
