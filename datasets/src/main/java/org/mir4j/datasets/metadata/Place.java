// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.datasets.metadata;

import java.nio.file.Path;
import java.util.function.Supplier;
import org.mir4j.core.error.DatasetException;

/**
 * Where something is written.
 *
 * @param file the file
 * @param line the line in it, from 1
 */
public record Place(Path file, long line) {

    /**
     * Says that something here is wrong.
     *
     * @param what is wrong, a clause without a full stop
     * @return an exception to be thrown
     */
    public DatasetException error(String what) {
        return new DatasetException(this + ": " + what + ".");
    }

    /**
     * Makes a value from what is written here.
     *
     * @param making may refuse it with an {@link IllegalArgumentException}
     * @param <T> the value's type
     * @return the value
     * @throws DatasetException with this place and the reason, if it is refused
     */
    public <T> T making(Supplier<T> making) {
        try {
            return making.get();
        } catch (IllegalArgumentException e) {
            throw new DatasetException(this + ": " + e.getMessage() + ".", e);
        }
    }

    @Override
    public String toString() {
        return file + ", line " + line;
    }
}
