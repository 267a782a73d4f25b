// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.mir4j.core.dataset.Checksum;
import org.mir4j.core.error.ModelException;
import org.mir4j.core.error.Reason;
import org.mir4j.models.checkpoint.Checkpoint;
import org.mir4j.models.checkpoint.CheckpointContents;
import org.mir4j.models.checkpoint.Tensor;

/**
 * A file of which it is not known yet where its weights stand.
 *
 * @param contents what it holds
 * @param sha256 its checksum; that of the index, which has those of all tensors, where there are several
 */
record ForeignFile(CheckpointContents contents, String sha256) {

    static ForeignFile open(Path path) {
        CheckpointContents contents = Checkpoint.open(path);
        try {
            return new ForeignFile(contents, Checksum.sha256Of(contents.file()).hex());
        } catch (IOException e) {
            throw new ModelException(path + " cannot be read: " + Reason.of(e) + ".", e);
        }
    }

    /** Its name without a directory. */
    String name() {
        return contents.file().getFileName().toString();
    }

    /** The weights in it. */
    ImportFile weights(ExpectedNames expected, Optional<String> key, Predicate<Map<String, Tensor>> accepts) {
        Map<String, Tensor> tensors = new WeightsFinder(contents, expected, key).find(accepts);
        return new ImportFile(contents.file(), sha256, tensors);
    }
}
