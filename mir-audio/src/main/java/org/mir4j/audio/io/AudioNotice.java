// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.io;

/**
 * Something that is to be said of a file although it could be read.
 *
 * @param kind what it is about
 * @param sentence for a person: which file, where, what
 */
public record AudioNotice(Kind kind, String sentence) {

    /** What notices are about. */
    public enum Kind {
        /** Something is lost, and silent or missing in what is read. */
        DAMAGE,
        /** The file holds several audio streams, and one of them is read. */
        CHOICE
    }

    /**
     * Whether something is lost.
     *
     * @return true for {@link Kind#DAMAGE}
     */
    public boolean isDamage() {
        return kind == Kind.DAMAGE;
    }
}
