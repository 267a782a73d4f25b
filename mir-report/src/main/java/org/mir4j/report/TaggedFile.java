// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.report;

import java.nio.file.Path;
import java.util.List;
import org.mir4j.core.tagging.TagScore;
import org.mir4j.core.tagging.Taggram;

/**
 * What is to be shown of one tagged file.
 *
 * @param file as it was named
 * @param model the model's name
 * @param taggram all windows and all tags
 * @param tags the scores of the whole file that were asked for, highest first
 * @param warnings what of the file is damaged, in sentences
 */
public record TaggedFile(Path file, String model, Taggram taggram, List<TagScore> tags, List<String> warnings) {

    /** Keeps its own list. */
    public TaggedFile {
        warnings = List.copyOf(warnings);
    }

    /**
     * A whole file's.
     *
     * @param file as it was named
     * @param model the model's name
     * @param taggram all windows and all tags
     * @param tags the scores of the whole file that were asked for, highest first
     */
    public TaggedFile(Path file, String model, Taggram taggram, List<TagScore> tags) {
        this(file, model, taggram, tags, List.of());
    }
}
