// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mir4j.cli.command.SongFolders.Song;
import org.mir4j.core.error.MirException;
import org.mir4j.models.separation.Illustration;
import org.mir4j.models.separation.SeparationOptions;
import org.mir4j.report.StemPicture;

/** Which songs are to be separated, and which files each becomes: no two the same. */
final class SeparationPlan {

    private final Path output;
    private final FileNamePattern pattern;
    private final String model;
    private final SeparationOptions options;
    private final boolean plot;
    private final List<Song> songs;
    private final Set<Path> inputs;

    /**
     * @param output where all files go
     * @param pattern how they are called
     * @param model the name of what separates
     * @param options how; {@link SeparationOptions#stems} names all stems that are written
     * @param plot whether a picture lies beside the stems
     * @param songs all of them
     * @throws MirException if two files would be the same, or cannot be called so
     */
    SeparationPlan(
            Path output,
            FileNamePattern pattern,
            String model,
            SeparationOptions options,
            boolean plot,
            List<Song> songs) {
        this(output, pattern, model, options, plot, songs, new HashSet<>());
        songs.forEach(song -> inputs.add(realPath(song.file())));
        requireDifferentFiles();
    }

    private SeparationPlan(
            Path output,
            FileNamePattern pattern,
            String model,
            SeparationOptions options,
            boolean plot,
            List<Song> songs,
            Set<Path> inputs) {
        this.output = output;
        this.pattern = pattern;
        this.model = model;
        this.options = options;
        this.plot = plot;
        this.songs = List.copyOf(songs);
        this.inputs = inputs;
    }

    /** The same for some of the songs. */
    SeparationPlan of(List<Song> some) {
        return new SeparationPlan(output, pattern, model, options, plot, some, inputs);
    }

    List<Song> songs() {
        return songs;
    }

    SeparationOptions options() {
        return options;
    }

    boolean plot() {
        return plot;
    }

    /** Where a stem of a song goes. */
    Path file(Song song, String stem, String extension) {
        return pattern.file(output, output.relativize(song.folder()), stem, extension, model);
    }

    /** All files of a song. */
    List<Path> files(Song song) {
        List<Path> files = new ArrayList<>();
        options.stems().forEach(stem -> files.add(stemFile(song, stem)));
        if (plot) {
            files.add(file(song, StemPicture.NAME, Illustration.EXTENSION));
        }
        return files;
    }

    private Path stemFile(Song song, String stem) {
        return file(song, stem, options.format().container());
    }

    private void requireDifferentFiles() {
        Map<Path, Song> taken = new HashMap<>();
        for (Song song : songs) {
            for (Path file : files(song)) {
                Song other = taken.put(file, song);
                if (other != null) {
                    String what = other == song
                            ? "Two stems of " + song.file() + " would go to " + file + "; put {stem} into --filename."
                            : "Stems of " + other.file() + " and of " + song.file() + " would go to " + file
                                    + "; put {song} into --filename.";
                    throw new MirException(what);
                }
            }
        }
    }

    /** Refuses to write over any of the songs. */
    void requireNoInput(Song song) {
        for (String stem : options.stems()) {
            Path file = stemFile(song, stem);
            if (inputs.contains(realPath(file))) {
                throw new MirException("The " + stem + " of " + song.file() + " would go to " + file
                        + ", which is an input; choose another -o.");
            }
        }
    }

    private static Path realPath(Path file) {
        try {
            return Files.exists(file)
                    ? file.toRealPath()
                    : file.toAbsolutePath().normalize();
        } catch (IOException e) {
            return file.toAbsolutePath().normalize(); // whether it can be read or written is asked next
        }
    }
}
