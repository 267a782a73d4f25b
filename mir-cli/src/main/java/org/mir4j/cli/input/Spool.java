// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.input;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mir4j.audio.home.TemporaryDirectory;
import org.mir4j.core.error.AudioException;
import org.mir4j.core.error.Reason;

/**
 * Inputs that can be read only once, and only forwards: standard input, called {@code -}, and pipes. Audio is looked at more
 * than once, so they are copied to files in the {@link TemporaryDirectory} of the process, which go with it.
 */
public final class Spool {

    private static final String STANDARD_INPUT = "-";
    private static final Set<String> SYNONYMS = Set.of("/dev/stdin", "/dev/fd/0", "/proc/self/fd/0");
    private static final Pattern DESCRIPTOR = Pattern.compile("/(?:dev|proc/self)/fd/(\\d+)");

    /** About 14 hours of a CD; a pipe may have no end. */
    private static final long MOST_BYTES = 8L << 30;

    /** What is left of a file system for others: a tenth of its free room. */
    private static final double PART_OF_FREE_ROOM = 0.9;

    private static final int TYPE = 0xF000;
    private static final int PIPE = 0x1000;
    private static final double GIGA = 1 << 30;
    private static final int BLOCK = 1 << 16;

    private final InputStream standardInput;
    private final boolean typed;
    private final long mostBytes;
    private final InputNames names = new InputNames();
    private final Map<String, Path> copies = new HashMap<>();

    /** What this process is given. */
    public Spool() {
        this(System.in, Boolean.getBoolean("mir.terminal.input"), MOST_BYTES);
    }

    /**
     * @param standardInput what {@code -} stands for
     * @param typed whether a keyboard is what it comes from
     * @param mostBytes how long a copy may become
     */
    Spool(InputStream standardInput, boolean typed, long mostBytes) {
        this.standardInput = standardInput;
        this.typed = typed;
        this.mostBytes = mostBytes;
    }

    /**
     * The copy of an input that can be read only once. This waits for its end.
     *
     * @param name as it was typed
     * @return the copy, the same for the same name; none for what is no pipe
     * @throws AudioException if nothing comes, or more than there is room for
     */
    public Optional<Path> copyOf(String name) {
        Path known = copies.get(name);
        if (known != null) {
            return Optional.of(known);
        }
        boolean isStandardInput = name.equals(STANDARD_INPUT) || SYNONYMS.contains(name) && !isFile(name);
        if (!isStandardInput && !isPipe(name)) {
            return Optional.empty();
        }
        if (isStandardInput && typed) {
            throw new AudioException(name + " stands for what is piped to mir, and that is your keyboard now; try"
                    + " 'mir tag - < song.mp3'.");
        }
        Path copy = place(isStandardInput ? "stdin" : fileName(name));
        names.add(copy, name);
        try (InputStream in = isStandardInput ? standardInput : open(name)) {
            fill(copy, in, name);
        } catch (AudioException e) {
            deleteQuietly(copy);
            throw e;
        } catch (IOException e) {
            deleteQuietly(copy);
            throw new AudioException(
                    "What comes from " + name + " cannot be copied to " + copy.getParent() + ": " + Reason.of(e)
                            + "; TMPDIR names another place for temporary files.",
                    e);
        }
        copies.put(name, copy);
        return Optional.of(copy);
    }

    /**
     * How the inputs were called that have been copied.
     *
     * @return their names
     */
    public InputNames names() {
        return names;
    }

    private static boolean isFile(String name) {
        return Files.isRegularFile(Path.of(name));
    }

    private static boolean isPipe(String name) {
        try {
            return ((int) Files.getAttribute(Path.of(name), "unix:mode") & TYPE) == PIPE;
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return false; // it is not there, or no path, or this system has no pipes among its files
        }
    }

    private static String fileName(String pipe) {
        Matcher descriptor = DESCRIPTOR.matcher(pipe);
        return descriptor.matches()
                ? "fd" + descriptor.group(1)
                : Path.of(pipe).getFileName().toString();
    }

    /** A place for each, so that a copy can have the name of the original. */
    private Path place(String name) {
        Path directory = TemporaryDirectory.ofProcess().resolve("inputs");
        try {
            Files.createDirectories(directory);
            return Files.createTempDirectory(directory, "").resolve(name);
        } catch (IOException e) {
            throw new AudioException("There is no place for a copy in " + directory + ": " + Reason.of(e) + ".", e);
        }
    }

    private void fill(Path copy, InputStream in, String name) throws IOException {
        long room =
                (long) (PART_OF_FREE_ROOM * Files.getFileStore(copy.getParent()).getUsableSpace());
        long most = Math.min(mostBytes, room);
        long length = 0;
        try (OutputStream out = Files.newOutputStream(copy)) {
            byte[] block = new byte[BLOCK];
            for (int count = read(in, block, name); count >= 0; count = read(in, block, name)) {
                length += count;
                if (length > most) {
                    throw new AudioException(String.format(
                            Locale.ROOT,
                            "What comes from %s is longer than %.1f GB, and that is all that is kept of a pipe%s; write it"
                                    + " to a file, and name that.",
                            name,
                            most / GIGA,
                            most < mostBytes ? " with the room that is free in " + copy.getParent() : ""));
                }
                out.write(block, 0, count);
            }
        }
        if (length == 0) {
            throw new AudioException(
                    "Nothing came from " + name + ": whatever writes to the pipe ended without a word.");
        }
    }

    private static InputStream open(String pipe) {
        try {
            return Files.newInputStream(Path.of(pipe));
        } catch (IOException e) {
            throw unreadable(pipe, e);
        }
    }

    private static int read(InputStream in, byte[] block, String name) {
        try {
            return in.read(block);
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    private static AudioException unreadable(String name, IOException failure) {
        return new AudioException(name + " cannot be read: " + Reason.of(failure) + ".", failure);
    }

    private static void deleteQuietly(Path copy) {
        try {
            Files.deleteIfExists(copy);
        } catch (IOException ignored) {
            // it goes with the process, and must not hide what went wrong before
        }
    }
}
