package org.mir4j.cli.command;

import java.nio.file.Path;
import java.util.List;
import org.mir4j.cli.separation.Song;
import org.mir4j.cli.separation.SongSeparation;
import org.mir4j.cli.terminal.Terminal;

/** Takes songs apart one after the other, and names the files of each as soon as it is done. */
final class SeparationRun {

    private final MirCommand mir;
    private final SongSeparation separation;
    private int done;
    private int failed;

    SeparationRun(MirCommand mir, SongSeparation separation) {
        this.mir = mir;
        this.separation = separation;
    }

    void separate(List<Song> songs) {
        try (SeparationProgress progress = new SeparationProgress(mir, songs.size())) {
            for (Song song : songs) {
                try {
                    List<Path> files = separation.separate(song, progress);
                    progress.ended();
                    done++;
                    files.forEach(file -> mir.console().out().println(Terminal.printable(file.toString())));
                    mir.console().out().flush();
                } catch (RuntimeException e) {
                    progress.ended();
                    failed++;
                    mir.show(e);
                }
            }
        }
    }

    int done() {
        return done;
    }

    int failed() {
        return failed;
    }
}
