// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.core.error;

/** A dataset that is unknown, incomplete, damaged, or laid out in another way than expected. */
public final class DatasetException extends MirException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message a whole sentence for a person
     */
    public DatasetException(String message) {
        super(message);
    }

    /**
     * @param message a whole sentence for a person
     * @param cause what led to it
     */
    public DatasetException(String message, Throwable cause) {
        super(message, cause);
    }
}
