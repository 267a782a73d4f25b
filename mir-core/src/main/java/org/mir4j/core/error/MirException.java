// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.core.error;

import java.util.EnumSet;
import java.util.List;

/**
 * The root of everything that this toolkit throws on purpose.
 *
 * <p>Its message is a sentence for a person: it names the file or model, what was found, what was expected, and where
 * it helps, what to do.
 */
public class MirException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final EnumSet<Remedy> remedies = EnumSet.noneOf(Remedy.class);

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

    /**
     * Says what can be done about it.
     *
     * @param ways that the message speaks of
     * @return this error
     */
    public final MirException with(Remedy... ways) {
        remedies.addAll(List.of(ways));
        return this;
    }

    /**
     * What can be done about it.
     *
     * @return the ways; none where there is no more to say
     */
    public final List<Remedy> remedies() {
        return List.copyOf(remedies);
    }
}
