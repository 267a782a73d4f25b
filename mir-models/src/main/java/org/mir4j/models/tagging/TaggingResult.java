// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.tagging;

import java.nio.file.Path;
import java.util.List;
import org.mir4j.audio.io.AudioNotice;
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
     * @param notices what is to be said of the file although it could be read
     */
    record Tagged(Path file, Taggram taggram, List<AudioNotice> notices) implements TaggingResult {

        /** Keeps its own list. */
        public Tagged {
            notices = List.copyOf(notices);
        }
    }

    /**
     * A file that could not be tagged.
     *
     * @param file the file
     * @param error why
     */
    record Failed(Path file, MirException error) implements TaggingResult {}
}
