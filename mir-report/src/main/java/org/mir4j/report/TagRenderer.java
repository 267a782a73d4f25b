// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.report;

import java.io.PrintStream;

/** Writes the tags of files in one format, one file at a time. */
public interface TagRenderer {

    /** How objects stand together. */
    enum Layout {
        /** One object, indented. */
        SINGLE,
        /** An array of indented objects. */
        ARRAY,
        /** One object per line. */
        LINES
    }

    /**
     * Writes one file's tags.
     *
     * @param report what is to be shown
     */
    void render(TaggedFile report);

    /** Writes what belongs after the last file. */
    default void finish() {}

    /**
     * As CSV (RFC 4180), one row per file and tag: {@code file,model,start,end,tag,score}.
     *
     * @param out where to write
     * @param timeline whether there is a row for every window instead of for the whole file
     * @return the renderer
     */
    static TagRenderer csv(PrintStream out, boolean timeline) {
        return new TagCsv(out, timeline);
    }

    /**
     * As JSON, one object per file.
     *
     * @param out where to write
     * @param layout how objects stand together
     * @param timeline whether every window's scores are wanted
     * @return the renderer
     */
    static TagRenderer json(PrintStream out, Layout layout, boolean timeline) {
        return new TagJson(out, layout, timeline);
    }
}
