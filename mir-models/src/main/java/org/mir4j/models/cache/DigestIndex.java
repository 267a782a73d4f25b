// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.cache;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.mir4j.core.dataset.Checksum;
import org.mir4j.models.file.AtomicFile;

/**
 * Remembers the SHA-256 of files, so that they are not read again at each start: with the size of each, the times when it
 * and its entry in the file system were changed last, and its number there. A file of which any of these differs is read
 * again. So is one that had changed shortly before it was read, for it may have changed once more without a later time.
 *
 * <p>The index is a text: a line with the fingerprint of all others, then one line per file. One that is damaged counts as
 * empty; it is no more than a saving of time. Safe for use by several threads. Of several processes the last to save is
 * remembered.
 */
final class DigestIndex {

    /** Times of files are known to 2 s on some file systems, and a server's clock may differ from ours. */
    private static final Duration SETTLED = Duration.ofSeconds(10);

    private static final String UNIX = "unix:size,lastModifiedTime,ctime,ino";
    private static final String SEPARATOR = "\t";
    private static final int FIELDS = 3;
    private static final int OFTEN = 500; // files, so that little is lost with a process that is killed

    /** What was known of a file when it was read. */
    private record Entry(String state, String sha256) {}

    private final Path file;
    private final Clock clock;
    private final Map<String, Entry> entries = new TreeMap<>(); // by path; guarded by this
    private int unsaved; // guarded by this

    /**
     * @param file of the index, which may not be there yet
     * @param clock by which files have changed lately
     */
    DigestIndex(Path file, Clock clock) {
        this.file = file;
        this.clock = clock;
        try {
            List<String> lines = Files.readAllLines(file);
            List<String> rest = lines.subList(Math.min(1, lines.size()), lines.size());
            if (!rest.isEmpty() && lines.get(0).equals(Checksum.fingerprint(rest.stream()))) {
                rest.forEach(this::read);
            }
        } catch (IOException | UncheckedIOException ignored) {
            // nothing is remembered
        }
    }

    private void read(String line) {
        String[] fields = line.split(SEPARATOR, FIELDS);
        if (fields.length == FIELDS) {
            entries.put(fields[2], new Entry(fields[1], fields[0]));
        }
    }

    /**
     * The SHA-256 of a file, remembered or computed now.
     *
     * @param recording any file
     * @return 64 hexadecimal digits
     * @throws IOException if it cannot be read
     */
    String sha256(Path recording) throws IOException {
        String path = recording.toRealPath().toString();
        State before = State.of(recording);
        synchronized (this) {
            Entry known = entries.get(path);
            if (known != null && known.state().equals(before.text())) {
                return known.sha256();
            }
        }
        Instant begun = clock.instant();
        String sha256 = Checksum.sha256Of(recording).hex();
        boolean settled = before.changed().isBefore(begun.minus(SETTLED));
        if (settled && State.of(recording).equals(before) && path.lines().count() == 1) {
            remember(path, new Entry(before.text(), sha256));
        }
        return sha256;
    }

    private synchronized void remember(String path, Entry entry) {
        entries.put(path, entry);
        unsaved++;
        if (unsaved % OFTEN == 0) {
            try {
                save();
            } catch (IOException ignored) {
                // whoever saves all in the end is told
            }
        }
    }

    /**
     * Writes what is new.
     *
     * @throws IOException if it cannot be written
     */
    synchronized void save() throws IOException {
        if (unsaved == 0) {
            return;
        }
        List<String> lines = new ArrayList<>();
        entries.forEach((path, entry) -> lines.add(String.join(SEPARATOR, entry.sha256(), entry.state(), path)));
        lines.add(0, Checksum.fingerprint(lines.stream()));
        AtomicFile.write(file, draft -> Files.write(draft, lines));
        unsaved = 0;
    }

    /**
     * What the file system says of a file.
     *
     * @param text all of it
     * @param changed when it last changed, by whatever time is the latest
     */
    private record State(String text, Instant changed) {

        static State of(Path file) throws IOException {
            try {
                Map<String, Object> unix = Files.readAttributes(file, UNIX);
                FileTime modified = (FileTime) unix.get("lastModifiedTime");
                FileTime entry = (FileTime) unix.get("ctime"); // no program can set it back
                return of(
                        unix.get("size") + " " + nanos(modified) + " " + nanos(entry) + " " + unix.get("ino"),
                        modified,
                        entry);
            } catch (UnsupportedOperationException | IllegalArgumentException e) {
                FileTime modified = Files.getLastModifiedTime(file);
                return of(Files.size(file) + " " + nanos(modified), modified, modified);
            }
        }

        private static State of(String text, FileTime one, FileTime other) {
            return new State(text, (one.compareTo(other) < 0 ? other : one).toInstant());
        }

        private static long nanos(FileTime time) {
            return time.to(TimeUnit.NANOSECONDS);
        }
    }
}
