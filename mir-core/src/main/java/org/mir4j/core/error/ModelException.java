// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.core.error;

/** A model that is unknown, damaged, out of reach, or does not fit its card. */
public final class ModelException extends MirException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message a whole sentence for a person
     */
    public ModelException(String message) {
        super(message);
    }

    /**
     * @param message a whole sentence for a person
     * @param cause what led to it
     */
    public ModelException(String message, Throwable cause) {
        super(message, cause);
    }
}
