// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training;

import java.nio.file.Path;
import org.mir4j.core.error.MirException;

/** Hears how recordings are made ready for a training; on several threads, one at a time. */
public interface PreparationListener {

    /**
     * One more recording is ready for one kind of work.
     *
     * @param work for example {@code features} or a teacher's name
     * @param done how many are ready
     * @param all how many there are
     */
    void prepared(String work, int done, int all);

    /**
     * A recording cannot be used, and is left out.
     *
     * @param file the recording
     * @param reason why
     */
    void leftOut(Path file, MirException reason);

    /**
     * Something else that a person should know.
     *
     * @param message a whole sentence
     */
    void warned(String message);
}
