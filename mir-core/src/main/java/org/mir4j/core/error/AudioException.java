// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.core.error;

/** An audio file that cannot be read or written, or holds something else than it says. */
public final class AudioException extends MirException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message a whole sentence for a person
     */
    public AudioException(String message) {
        super(message);
    }

    /**
     * @param message a whole sentence for a person
     * @param cause what led to it
     */
    public AudioException(String message, Throwable cause) {
        super(message, cause);
    }
}
