// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.store;

import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.mir4j.models.checkpoint.Tensor;

/**
 * A file whose weights are to be imported.
 *
 * @param path where it is
 * @param sha256 its checksum
 * @param tensors its weights, by the names that their authors gave them
 */
record ImportFile(Path path, String sha256, Map<String, Tensor> tensors) {

    /** What the names of published files have between the stem and the ending. */
    private static final Pattern AFTER_STEM = Pattern.compile("(_[0-9a-f]{8})?([-.].*)?$");

    /** Its name without a directory. */
    String name() {
        return path.getFileName().toString();
    }

    /** The stem that its name tells: up to the first hyphen or dot, less the checksum that some have. */
    String stem() {
        return AFTER_STEM.matcher(name()).replaceFirst("");
    }
}
