// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.command;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import org.mir4j.core.error.MirException;
import org.mir4j.core.error.Reason;

/**
 * What was separated into a directory, and how: {@code .mir-separated.jsonl}, one line per song, written just before
 * its files get their names. A later line for a file takes the place of an earlier one.
 *
 * <p>A file is whole if it is as long as it was written, and no older: what came later was put there by somebody who
 * wanted it so, and what is older was there before a process that was killed.
 */
final class SeparationJournal {

    /** The name of its file. */
    static final String NAME = ".mir-separated.jsonl";

    /** Some file systems keep times to two seconds. */
    private static final long CLOCK = 2000; // ms

    private static final String NOT_GIVEN = "not given";

    private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

    private final Path directory;
    private final Path file;
    private final Map<String, Entry> entries = new HashMap<>(); // by file, below the directory

    /** A file's length in bytes and when it was last written, in ms since 1970. */
    private record Stamp(long size, long modified) {

        static Stamp of(Path file) throws IOException {
            return new Stamp(Files.size(file), Files.getLastModifiedTime(file).toMillis());
        }
    }

    /** A song's file, and a checksum of it for when it has been copied. */
    record Song(String name, long size, long modified, long crc32) {

        /**
         * Reads a song.
         *
         * @throws MirException if it cannot be read
         */
        static Song of(Path file) {
            try (InputStream in = Files.newInputStream(file)) {
                Stamp stamp = Stamp.of(file);
                CRC32 crc = new CRC32();
                byte[] block = new byte[1 << 16];
                for (int count = in.read(block); count >= 0; count = in.read(block)) {
                    crc.update(block, 0, count);
                }
                return new Song(file.toString(), stamp.size(), stamp.modified(), crc.getValue());
            } catch (IOException e) {
                throw new MirException(file + " cannot be read: " + Reason.of(e) + ".", e);
            }
        }

        /** Whether a file is this song, wherever it lies. */
        boolean is(Path other) {
            try {
                Stamp stamp = Stamp.of(other);
                return stamp.size() == size
                        && (stamp.modified() == modified || of(other).crc32() == crc32);
            } catch (IOException | MirException e) {
                return false; // whether it can be read is asked next
            }
        }
    }

    /** One line. */
    private record Entry(Song song, Map<String, String> settings, Map<String, Stamp> files) {

        boolean isComplete() {
            return song != null && settings != null && files != null && !files.containsValue(null);
        }
    }

    private SeparationJournal(Path directory) {
        this.directory = directory.toAbsolutePath().normalize();
        file = directory.resolve(NAME);
    }

    /**
     * The journal of a directory, which need not be there yet. Lines that are damaged count for nothing.
     *
     * @throws MirException if it is there and cannot be read or written
     */
    static SeparationJournal of(Path directory) {
        SeparationJournal journal = new SeparationJournal(directory);
        if (Files.exists(journal.file)) {
            if (!Files.isRegularFile(journal.file) || !Files.isWritable(journal.file)) {
                throw new MirException(journal.file + " is no file that can be written, and tells which songs have been"
                        + " separated into this directory; move it away, or choose another -o.");
            }
            try {
                new String(Files.readAllBytes(journal.file), StandardCharsets.UTF_8)
                        .lines()
                        .forEach(journal::read);
            } catch (IOException e) {
                throw new MirException(journal.file + " cannot be read: " + Reason.of(e) + ".", e);
            }
        }
        return journal;
    }

    private void read(String line) {
        try {
            Entry entry = GSON.fromJson(line, Entry.class);
            if (entry != null && entry.isComplete()) {
                keep(entry);
            }
        } catch (JsonParseException ignored) {
            // the end of a line that a process wrote which was killed
        }
    }

    private void keep(Entry entry) {
        entry.files().keySet().forEach(name -> entries.put(name, entry));
    }

    private String name(Path written) {
        return directory
                .relativize(written.toAbsolutePath().normalize())
                .toString()
                .replace(written.getFileSystem().getSeparator(), "/");
    }

    /** Whether a file is a stem, or belongs to stems, that was written here. */
    synchronized boolean knows(Path written) {
        return written.toAbsolutePath().normalize().startsWith(directory) && entries.containsKey(name(written));
    }

    /** Whether files are there, whole, as they were written of a song under some settings, all in one go. */
    synchronized boolean areWhole(List<Path> files, Path song, Map<String, String> settings) {
        Entry first = entries.get(name(files.get(0)));
        return first != null
                && files.stream().allMatch(written -> entries.get(name(written)) == first && isWhole(written, first))
                && first.settings().equals(settings)
                && first.song().is(song);
    }

    private boolean isWhole(Path written, Entry entry) {
        try {
            Stamp now = Stamp.of(written);
            Stamp then = entry.files().get(name(written));
            return Files.isRegularFile(written)
                    && now.size() == then.size()
                    && now.modified() >= then.modified() - CLOCK;
        } catch (IOException e) {
            return false;
        }
    }

    /** Why a file that is there is not what would be written of a song under some settings; empty if it is. */
    synchronized Optional<String> difference(Path written, Path song, Map<String, String> settings) {
        Entry entry = entries.get(name(written));
        if (entry == null) {
            return Optional.of("nothing is known of how it was made");
        }
        if (!isWhole(written, entry)) {
            return Optional.of("it is not as it was written");
        }
        if (!entry.song().is(song)) {
            return Optional.of("it is of " + entry.song().name() + " as that was then");
        }
        TreeSet<String> names = new TreeSet<>(settings.keySet());
        names.addAll(entry.settings().keySet());
        String changed = names.stream()
                .filter(name ->
                        !settings.getOrDefault(name, "").equals(entry.settings().getOrDefault(name, "")))
                .map(name -> name + " was " + entry.settings().getOrDefault(name, NOT_GIVEN) + " and is now "
                        + settings.getOrDefault(name, NOT_GIVEN))
                .collect(Collectors.joining(", "));
        return changed.isEmpty() ? Optional.empty() : Optional.of(changed);
    }

    /**
     * Adds a song.
     *
     * @param song that the files are of
     * @param settings how they were made
     * @param drafts what gets each file's name
     * @throws MirException if the journal cannot be written
     */
    synchronized void add(Song song, Map<String, String> settings, Map<Path, Path> drafts) {
        try {
            Map<String, Stamp> files = new LinkedHashMap<>();
            for (Map.Entry<Path, Path> draft : drafts.entrySet()) {
                files.put(name(draft.getKey()), Stamp.of(draft.getValue()));
            }
            Entry entry = new Entry(song, settings, files);
            List<String> lines = new ArrayList<>();
            if (Files.exists(file) && !endsWithLine()) {
                lines.add(""); // after one that a process wrote which was killed
            }
            lines.add(GSON.toJson(entry));
            Files.write(file, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            keep(entry);
        } catch (IOException e) {
            throw new MirException(file + " cannot be written: " + Reason.of(e) + ".", e);
        }
    }

    private boolean endsWithLine() throws IOException {
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            ByteBuffer last = ByteBuffer.allocate(1);
            channel.position(Math.max(0, channel.size() - 1)).read(last);
            return last.position() == 0 || last.get(0) == '\n';
        }
    }
}
