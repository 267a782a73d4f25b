package org.mir4j.cli.separation;

/** Hears of how the separation of a song goes on. */
public interface SeparationListener {

    /**
     * A piece is done.
     *
     * @param seconds of the song that are done
     * @param part of it that is done, 0 to 1; 0 where the length of the song is not known
     */
    void progressed(double seconds, double part);

    /**
     * There is something to say.
     *
     * @param sentence for a person
     */
    void noted(String sentence);
}
