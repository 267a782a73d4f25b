package org.mir4j.cli.separation;

import java.nio.file.Path;
import java.util.List;
import org.mir4j.audio.io.AudioFormat;
import org.mir4j.audio.io.AudioReader;
import org.mir4j.models.separation.StemSelection;

/**
 * What is asked of every song.
 *
 * @param selection what is made of the model's stems
 * @param stems those of the selection that are written
 * @param format of their files
 * @param stream which audio stream of a song, counted from 0, or -1 for the main one
 * @param start of the part of the song, in seconds
 * @param duration of the part, in seconds; infinite for all that is left
 * @param force whether files that are there may be replaced
 * @param plot whether their spectrograms are drawn too
 */
public record SeparationRequest(
        StemSelection selection,
        List<String> stems,
        AudioFormat format,
        int stream,
        double start,
        double duration,
        boolean force,
        boolean plot) {

    /** The part of a song. */
    AudioReader reader(Path song) {
        return AudioReader.of(song).track(stream).range(start, duration);
    }

    /** Where a stem goes. */
    Path file(Path folder, String stem) {
        return folder.resolve(stem + "." + format.container());
    }
}
