// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.command;

import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mir4j.core.error.MirException;

/**
 * How the files of stems are called below the output directory, such as <code>{song}/{stem}.{ext}</code>. <code>{song}</code>
 * is the folder that a song would have, which may lie in others; <code>{track}</code> is the same.
 *
 * @param text as it was typed
 */
record FileNamePattern(String text) {

    /** Each song has a folder, and each stem a file in it. */
    static final String USUAL = "{song}/{stem}.{ext}";

    private static final Set<String> NAMES = new TreeSet<>(Set.of("song", "track", "stem", "ext", "model"));
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)}");
    private static final String END = ".{ext}";
    private static final int MOST_BYTES = 255; // of a name, on Linux and macOS

    /** Refuses patterns that no file can be called by, and those that lead out of the directory. */
    FileNamePattern {
        Matcher matcher = PLACEHOLDER.matcher(text);
        while (matcher.find()) {
            if (!NAMES.contains(matcher.group(1))) {
                throw wrong("knows {" + String.join("}, {", NAMES) + "}, got " + matcher.group() + ".");
            }
        }
        String rest = PLACEHOLDER.matcher(text).replaceAll("x");
        if (rest.contains("{") || rest.contains("}")) {
            throw wrong("has a brace without its other one in '" + text + "'.");
        }
        if (!text.endsWith(END)) {
            throw wrong("ends with " + END + ", as in '" + USUAL + "', got '" + text + "'.");
        }
        if (rest.contains("\\") || rest.chars().anyMatch(Character::isISOControl)) {
            throw wrong("has letters that not every system takes in a name in '" + text + "'; folders end with /.");
        }
        requireBelow(rest.substring(0, rest.length() - ".x".length()), text);
    }

    private static void requireBelow(String rest, String shown) {
        for (String name : rest.split("/", -1)) {
            if (name.isBlank() || name.equals(".") || name.equals("..")) {
                throw wrong("names a file below the directory of -o, without . and .. or an empty name, got '" + shown
                        + "'.");
            }
        }
        try {
            if (Path.of(rest).getRoot() != null) {
                throw wrong("names a file below the directory of -o, got '" + shown + "'.");
            }
        } catch (InvalidPathException e) {
            throw wrong("gives a name that this system does not take: " + e.getMessage() + ".");
        }
    }

    /**
     * The file of a stem.
     *
     * @param output the directory of all
     * @param song the folder of the song, below the output
     * @param stem its name
     * @param extension without a dot
     * @param model its name
     * @return a file below the output
     * @throws MirException if no file can be called so
     */
    Path file(Path output, Path song, String stem, String extension, String model) {
        String folder = song.toString().replace(song.getFileSystem().getSeparator(), "/");
        Map<String, String> values =
                Map.of("song", folder, "track", folder, "stem", stem, "ext", extension, "model", model);
        String name =
                PLACEHOLDER.matcher(text).replaceAll(match -> Matcher.quoteReplacement(values.get(match.group(1))));
        requireBelow(name, name);
        for (String part : name.split("/")) {
            if (part.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
                throw wrong("gives a name of more than " + MOST_BYTES + " bytes: '" + part + "'.");
            }
        }
        return output.resolve(name);
    }

    private static MirException wrong(String what) {
        return new MirException("--filename " + what);
    }
}
