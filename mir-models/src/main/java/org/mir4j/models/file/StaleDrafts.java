// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.mir4j.core.dataset.Checksum;

/**
 * What processes left that were killed while they wrote: drafts of models, downloads, features, stems and runs.
 *
 * <p>A draft is known by its name: {@code .song.wav.mir-1a2b3c4d-1234-1700000000-5e6f7a8b.part} tells the program, the
 * machine, the process and when it began. So what a process left that was killed can be told from what others write, and
 * from a person's own files, which are never touched.
 */
public final class StaleDrafts {

    /** A process of another machine, or from before the machine was started anew, is taken to be dead after this. */
    private static final Duration OLD = Duration.ofDays(1);

    /** One of this machine that cannot be seen: it may be hidden (Linux's {@code hidepid}), or in a container. */
    private static final Duration QUIET = Duration.ofMinutes(10);

    /** When a process began is known to the second, or not quite. */
    private static final long SECONDS = 2;

    /** Names of files have 255 bytes at the most, letters up to four. */
    private static final int LETTERS = 40;

    private static final Pattern NAME =
            Pattern.compile("\\..*\\.mir-([0-9a-f]{8})-(\\d{1,18})-(\\d{1,18})-[0-9a-f]{8}\\.part", Pattern.DOTALL);

    private static final String MACHINE = machine();

    private StaleDrafts() {}

    /** A name for a draft of this process beside a file. */
    static Path beside(Path file) {
        ProcessHandle process = ProcessHandle.current();
        String name = file.getFileName().toString();
        int letters = name.offsetByCodePoints(0, Math.min(LETTERS, name.codePointCount(0, name.length())));
        return file.resolveSibling(name(
                name.substring(0, letters),
                MACHINE,
                process.pid(),
                start(process).orElse(0L)));
    }

    static String name(String start, String machine, long process, long began) {
        String random = UUID.randomUUID().toString().substring(0, 8);
        return "." + start + ".mir-" + machine + "-" + process + "-" + began + "-" + random + ".part";
    }

    /**
     * Whether a file is a draft: one that is being written, or that a process left which was killed.
     *
     * @param file any file
     * @return whether its name is that of a draft
     */
    public static boolean isDraft(Path file) {
        return NAME.matcher(file.getFileName().toString()).matches();
    }

    /**
     * Deletes the drafts of dead processes: those of this machine that nobody has written to for 10 minutes, for a process
     * may be alive that cannot be seen, and those of other machines after a day. One that cannot be deleted stays.
     *
     * @param directory in which they may lie
     */
    public static void sweep(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            files.filter(StaleDrafts::isDraft).toList().forEach(StaleDrafts::deleteIfStale);
        } catch (IOException | UncheckedIOException ignored) {
            // they only take room
        }
    }

    private static void deleteIfStale(Path draft) {
        try {
            if (isStale(draft)) {
                delete(draft);
            }
        } catch (IOException ignored) {
            // it only takes room, and another process may sweep at the same time
        }
    }

    /**
     * Whether the process of a draft is no more: one of this machine that cannot be seen, and has not written to it for 10
     * minutes, or one of another machine that has not for a day.
     */
    private static boolean isStale(Path draft) throws IOException {
        Matcher name = NAME.matcher(draft.getFileName().toString());
        if (!name.matches()) {
            return false;
        }
        if (!name.group(1).equals(MACHINE)) {
            return isUntouchedFor(OLD, draft);
        }
        Optional<ProcessHandle> process = ProcessHandle.of(Long.parseLong(name.group(2)));
        boolean dead = process.isEmpty() || isAnother(process.get(), Long.parseLong(name.group(3)));
        return dead && isUntouchedFor(QUIET, draft);
    }

    /** Whether a file, or all in a directory, was last written to longer ago. */
    private static boolean isUntouchedFor(Duration duration, Path draft) throws IOException {
        Instant since = Instant.now().minus(duration);
        try (Stream<Path> inside = Files.walk(draft)) {
            for (Path path : inside.toList()) {
                if (!Files.getLastModifiedTime(path).toInstant().isBefore(since)) {
                    return false;
                }
            }
            return true;
        } catch (UncheckedIOException e) {
            throw e.getCause(); // the stream cannot throw it otherwise
        }
    }

    /** Numbers of processes are given anew. */
    private static boolean isAnother(ProcessHandle process, long began) {
        return start(process)
                .filter(start -> began > 0 && Math.abs(start - began) > SECONDS)
                .isPresent();
    }

    private static Optional<Long> start(ProcessHandle process) {
        return process.info().startInstant().map(Instant::getEpochSecond);
    }

    /**
     * Deletes a file, or a directory with all that is in it.
     *
     * @param draft that may be there
     * @throws IOException if it cannot be deleted
     */
    public static void delete(Path draft) throws IOException {
        if (Files.notExists(draft)) {
            return;
        }
        try (Stream<Path> inside = Files.walk(draft)) {
            for (Path path : inside.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause(); // the stream cannot throw it otherwise
        }
    }

    /** This machine since it was started, as far as processes see each other there: a container is a machine of its own. */
    static String thisMachine() {
        return MACHINE;
    }

    private static String machine() {
        String host =
                System.getenv().getOrDefault("COMPUTERNAME", System.getenv().getOrDefault("HOSTNAME", ""));
        String machine = host + System.getProperty("os.name") + System.getProperty("user.home");
        try {
            machine = Files.readString(Path.of("/proc/sys/kernel/random/boot_id"))
                    + Files.readSymbolicLink(Path.of("/proc/self/ns/pid"));
        } catch (IOException | UnsupportedOperationException ignored) {
            // no Linux
        }
        return Checksum.fingerprint(Stream.of(machine)).substring(0, 8);
    }
}
