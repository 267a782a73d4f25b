package org.mir4j.cli.render;

/** Writes the tags of files in one format, a file at a time. */
public interface TagRenderer {

    /**
     * Writes one file's tags.
     *
     * @param report what is to be shown
     */
    void render(TagReport report);

    /** Writes what belongs after the last file. */
    default void finish() {}
}
