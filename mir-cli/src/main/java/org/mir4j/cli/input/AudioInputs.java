// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.input;

import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.PatternSyntaxException;
import org.mir4j.core.error.AudioException;
import org.mir4j.core.error.MirException;

/**
 * The files that a person means by naming files, directories and patterns.
 *
 * @param files every file once, in the order given; those of a directory or pattern sorted
 * @param failures what was named and is not there
 * @param single whether one file was named, and not a directory or pattern that happens to hold only one
 * @param searched the directory that each file was found below; none for one that was named itself
 */
public record AudioInputs(List<Path> files, List<MirException> failures, boolean single, Map<Path, Path> searched) {

    /** What stands for bytes that are no UTF-8. */
    private static final char NO_UTF_8 = '\uFFFD';

    private static final Set<String> EXTENSIONS = Set.of(
            "aac", "aif", "aifc", "aiff", "ape", "au", "caf", "dsf", "flac", "m4a", "m4b", "mka", "mkv", "mp2", "mp3",
            "mp4", "mpc", "oga", "ogg", "opus", "snd", "tta", "w64", "wav", "wave", "weba", "webm", "wma", "wv");

    /**
     * Finds the files.
     *
     * @param named files, directories (with all audio files below them), patterns such as {@code music/**.flac}, or what
     *     can be read only once
     * @param spool where that is copied to
     * @return what was found
     */
    public static AudioInputs of(List<String> named, Spool spool) {
        Map<Path, Path> files = new LinkedHashMap<>();
        List<MirException> failures = new ArrayList<>();
        Map<Path, Path> searched = new HashMap<>();
        for (String name : named) {
            Found found = find(name, spool, failures);
            for (Path file : found.files()) {
                if (isNamedInUtf8(file)) {
                    boolean isNew = files.putIfAbsent(withoutDots(file), file) == null;
                    if (isNew && found.base() != null) {
                        searched.put(file, found.base());
                    }
                } else {
                    failures.add(new AudioException(
                            file + " cannot be opened: its name is not UTF-8; give it one that is."));
                }
            }
        }
        boolean single = named.size() == 1 && files.size() == 1 && searched.isEmpty();
        return new AudioInputs(List.copyOf(files.values()), List.copyOf(failures), single, Map.copyOf(searched));
    }

    /** Files, and the directory that was searched for them, if one was. */
    private record Found(List<Path> files, Path base) {}

    /** The path that a name is, or none: a pattern need not be a path on every system. */
    private static Path path(String name) {
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            return null;
        }
    }

    private static Found find(String name, Spool spool, List<MirException> failures) {
        try {
            Optional<Path> copy = spool.copyOf(name);
            if (copy.isPresent()) {
                return new Found(List.of(copy.get()), null);
            }
        } catch (MirException e) {
            failures.add(e);
            return new Found(List.of(), null);
        }
        return find(name, failures);
    }

    private static Found find(String name, List<MirException> failures) {
        Path path = path(name);
        if (path != null && Files.exists(path) && !Files.isDirectory(path)) {
            return new Found(List.of(path), null);
        }
        int before = failures.size();
        Found found = new Found(List.of(), null);
        String otherwise;
        if (path != null && Files.isDirectory(path)) {
            found = new Found(AudioSearch.below(path, AudioInputs::isAudio, failures::add), path);
            otherwise = path + " holds no audio files.";
        } else if (isPattern(name)) {
            found = matches(name.replaceAll("/+", "/"), failures);
            otherwise = "No file matches " + name + ".";
        } else if (name.indexOf(NO_UTF_8) >= 0) {
            otherwise = name + " cannot be found: its name is not UTF-8; give it one that is.";
        } else {
            otherwise = name + " does not exist.";
        }
        if (found.files().isEmpty() && failures.size() == before) {
            failures.add(new AudioException(otherwise));
        }
        return found;
    }

    private static Found matches(String pattern, List<MirException> failures) {
        List<Path> none = List.of();
        try {
            PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
            Path base = base(pattern);
            return new Found(
                    Files.isDirectory(base)
                            ? AudioSearch.below(base, depth(pattern), matcher::matches, failures::add)
                            : none,
                    base);
        } catch (PatternSyntaxException e) {
            failures.add(
                    new AudioException(pattern + " is neither a file nor a pattern: " + e.getDescription() + ".", e));
            return new Found(none, null);
        }
    }

    /** How deep below its base a pattern's matches can lie, or more. */
    private static int depth(String pattern) {
        String wild = pattern.substring(firstWild(pattern));
        return wild.contains("**")
                ? Integer.MAX_VALUE
                : 1 + (int) wild.chars().filter(c -> c == '/').count();
    }

    /** The same for {@code a} and {@code ./a}; two dots are left, which behind a link do not lead back. */
    private static Path withoutDots(Path file) {
        Path whole = file.toAbsolutePath();
        Path dotless = whole.getRoot();
        for (Path part : whole) {
            dotless = part.toString().equals(".") ? dotless : dotless.resolve(part);
        }
        return dotless;
    }

    /** Whether a file can be opened by its name as text; a name in another encoding loses letters on the way. */
    private static boolean isNamedInUtf8(Path file) {
        return file.toString().indexOf(NO_UTF_8) < 0 || Files.exists(Path.of(file.toString()));
    }

    private static boolean isAudio(Path file) {
        String name = file.getFileName().toString();
        String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return !name.startsWith(".") && EXTENSIONS.contains(extension);
    }

    private static boolean isPattern(String name) {
        return firstWild(name) < name.length();
    }

    /** Where a pattern stops to be a path. */
    private static int firstWild(String pattern) {
        int at = 0;
        while (at < pattern.length() && "*?[{".indexOf(pattern.charAt(at)) < 0) {
            at++;
        }
        return at;
    }

    /** The directory that all matches of a pattern lie below, written so that what is found below it matches. */
    private static Path base(String pattern) {
        int slash = pattern.lastIndexOf('/', firstWild(pattern));
        if (slash < 0) {
            return Path.of("");
        }
        return slash == 0 ? Path.of("/") : Path.of(pattern.substring(0, slash));
    }
}
