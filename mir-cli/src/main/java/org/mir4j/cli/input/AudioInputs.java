package org.mir4j.cli.input;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.mir4j.core.error.AudioException;
import org.mir4j.core.error.MirException;

/**
 * The files that a person means by naming files, directories and patterns.
 *
 * @param files every file once, in the order given; those of a directory or pattern sorted
 * @param failures what was named and is not there
 * @param single whether one file was named, and not a directory or pattern that happens to hold only one
 */
public record AudioInputs(List<Path> files, List<MirException> failures, boolean single) {

    private static final Set<String> EXTENSIONS = Set.of(
            "aac", "aif", "aifc", "aiff", "ape", "au", "caf", "dsf", "flac", "m4a", "m4b", "mka", "mkv", "mp2", "mp3",
            "mp4", "mpc", "oga", "ogg", "opus", "snd", "tta", "w64", "wav", "wave", "weba", "webm", "wma", "wv");

    /**
     * Finds the files.
     *
     * @param named files, directories (with all audio files below them), or patterns such as {@code music/**.flac}
     * @return what was found
     */
    public static AudioInputs of(List<String> named) {
        Set<Path> files = new LinkedHashSet<>();
        List<MirException> failures = new ArrayList<>();
        for (String name : named) {
            try {
                files.addAll(find(name));
            } catch (MirException e) {
                failures.add(e);
            }
        }
        boolean single = named.size() == 1 && files.size() == 1 && files.contains(path(named.get(0)));
        return new AudioInputs(List.copyOf(files), List.copyOf(failures), single);
    }

    /** The path that a name is, or none: a pattern need not be a path on every system. */
    private static Path path(String name) {
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            return null;
        }
    }

    private static List<Path> find(String name) {
        Path path = path(name);
        if (path != null && Files.isDirectory(path)) {
            return require(walk(path, AudioInputs::isAudio), path + " holds no audio files.");
        }
        if (path != null && Files.exists(path)) {
            return List.of(path);
        }
        if (isPattern(name)) {
            PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + name);
            return require(walk(base(name), matcher::matches), "No file matches " + name + ".");
        }
        throw new AudioException(name + " does not exist.");
    }

    private static List<Path> require(List<Path> found, String otherwise) {
        if (found.isEmpty()) {
            throw new AudioException(otherwise);
        }
        return found;
    }

    private static List<Path> walk(Path directory, Predicate<Path> wanted) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> below = Files.walk(directory, FileVisitOption.FOLLOW_LINKS)) {
            return below.filter(wanted).filter(Files::isRegularFile).sorted().toList();
        } catch (IOException | UncheckedIOException e) {
            throw new AudioException(directory + " cannot be searched: " + e.getMessage() + ".", e);
        }
    }

    private static boolean isAudio(Path file) {
        String name = file.getFileName().toString();
        String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return !name.startsWith(".") && EXTENSIONS.contains(extension);
    }

    private static boolean isPattern(String name) {
        return name.chars().anyMatch(c -> "*?[{".indexOf(c) >= 0);
    }

    /** The directory that all matches of a pattern lie below, written so that what is found below it matches. */
    private static Path base(String pattern) {
        int wild = 0;
        while ("*?[{".indexOf(pattern.charAt(wild)) < 0) {
            wild++;
        }
        int slash = pattern.lastIndexOf('/', wild);
        if (slash < 0) {
            return Path.of("");
        }
        return slash == 0 ? Path.of("/") : Path.of(pattern.substring(0, slash));
    }
}
