package org.mir4j.models.tagging;

import java.nio.file.Path;
import org.mir4j.core.error.MirException;
import org.mir4j.core.tagging.Taggram;

/** What became of one file of many. */
public sealed interface TaggingResult {

    /**
     * The file.
     *
     * @return its path, as it was given
     */
    Path file();

    /**
     * A file that was tagged.
     *
     * @param file the file
     * @param taggram its tags over time
     */
    record Tagged(Path file, Taggram taggram) implements TaggingResult {}

    /**
     * A file that could not be tagged.
     *
     * @param file the file
     * @param error why
     */
    record Failed(Path file, MirException error) implements TaggingResult {}
}
