// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.spark;

import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Options.Rename;
import org.apache.hadoop.fs.Path;
import org.mir4j.core.dataset.Checksum;
import org.mir4j.core.error.MirException;
import org.mir4j.core.error.Reason;
import org.mir4j.models.file.AtomicFile;

/**
 * The folders of songs. A folder is called like the song, with some digits that tell it from songs of the same name, and is
 * the same whoever separates the song, and however often.
 */
final class StemFolders implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final int DIGITS = 8;
    private static final int LONGEST = 120; // bytes: with digits and ending below what file systems take

    private final RecordingSource source;
    private final String directory;

    /**
     * @param source knows how file systems are reached
     * @param directory of the folders, with its file system
     */
    StemFolders(RecordingSource source, String directory) {
        this.source = source;
        this.directory = directory;
    }

    /** What the folder of a song is called. */
    static String name(String song) {
        String last = song.substring(song.lastIndexOf('/') + 1);
        int dot = last.lastIndexOf('.');
        StringBuilder name = new StringBuilder();
        (dot > 0 ? last.substring(0, dot) : last)
                .codePoints()
                .map(c -> c < ' ' || "\\:*?\"<>|#%".indexOf(c) >= 0 ? '-' : c)
                .takeWhile(c -> name.toString().getBytes(StandardCharsets.UTF_8).length < LONGEST)
                .forEach(name::appendCodePoint);
        // names that begin so are hidden from Hadoop and from people
        String seen = name.toString().replaceFirst("^[_.]+", "");
        return (seen.isEmpty() ? "song" : seen) + "-"
                + Checksum.fingerprint(Stream.of(song)).substring(0, DIGITS);
    }

    /**
     * Puts a stem into the folder of a song, whole or not at all; one that is there is replaced.
     *
     * @param file on this machine
     * @param song by the table's name
     * @return where it is
     * @throws MirException if it cannot be written
     */
    String put(java.nio.file.Path file, String song) {
        Path target =
                new Path(new Path(directory, name(song)), file.getFileName().toString());
        try {
            Configuration hadoop = source.hadoop();
            FileSystem files = target.getFileSystem(hadoop);
            if (files instanceof LocalFileSystem local) {
                java.nio.file.Path place = local.pathToFile(target).toPath();
                Files.createDirectories(place.getParent());
                AtomicFile.write(place, draft -> Files.copy(file, draft));
            } else if (files.getScheme().equals("hdfs")) {
                Path draft = new Path(target.getParent(), "." + UUID.randomUUID());
                try {
                    files.copyFromLocalFile(false, true, new Path(file.toUri()), draft);
                    FileContext.getFileContext(target.toUri(), hadoop).rename(draft, target, Rename.OVERWRITE);
                } finally {
                    files.delete(draft, false); // it is there only if that has failed
                }
            } else { // a store of objects, which appear when they are whole
                files.copyFromLocalFile(false, true, new Path(file.toUri()), target);
            }
            return target.toString();
        } catch (IOException e) {
            throw new MirException(
                    target + " cannot be written: " + Reason.of(e)
                            + ". Name a directory with -o that executors may write" + " to.",
                    e);
        }
    }

    /** Removes what is left in the folder of a song whose stems are not all there. */
    void remove(String song) {
        Path folder = new Path(directory, name(song));
        try {
            folder.getFileSystem(source.hadoop()).delete(folder, true);
        } catch (IOException ignored) {
            // the row of the song says that its stems are not there
        }
    }
}
