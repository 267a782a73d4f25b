// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.core.error;

/**
 * The root of everything that this toolkit throws on purpose.
 *
 * <p>Its message is a sentence for a person: it names the file or model, what was found, what was expected, and where
 * it helps, what to do.
 */
public class MirException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message a whole sentence for a person
     */
    public MirException(String message) {
        super(message);
    }

    /**
     * @param message a whole sentence for a person
     * @param cause what led to it
     */
    public MirException(String message, Throwable cause) {
        super(message, cause);
    }
}
