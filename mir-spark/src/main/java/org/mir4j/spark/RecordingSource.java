// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.spark;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.UnsupportedFileSystemException;
import org.apache.hadoop.security.AccessControlException;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.util.SerializableConfiguration;
import org.mir4j.core.error.AudioException;
import org.mir4j.core.error.MirException;
import org.mir4j.core.error.Reason;
import org.mir4j.models.file.Download;

/**
 * Brings recordings to the machine that works on them: a local file is read where it is, one of another file system (s3a, gs,
 * hdfs, http and whatever Hadoop knows) and one that a row holds is copied.
 */
final class RecordingSource implements Serializable {

    private static final long serialVersionUID = 1L;

    /** The column of bytes, where the table has them, beside that of names. */
    static final String BYTES = "content";

    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:/.*");
    private static final Pattern WEB = Pattern.compile("(?i)https?://.*");

    private final Broadcast<SerializableConfiguration> hadoop;
    private final String base;

    /**
     * @param hadoop how file systems are reached
     * @param base what relative paths are relative to, a URI that ends with a slash
     */
    RecordingSource(Broadcast<SerializableConfiguration> hadoop, String base) {
        this.hadoop = hadoop;
        this.base = base;
    }

    /**
     * The recording of a row.
     *
     * @param row with a name, and bytes or none
     * @param directory for copies
     */
    LocalRecording of(Row row, Path directory) {
        String name = row.getString(0);
        if (row.size() > 1) {
            return row.isNullAt(1)
                    ? LocalRecording.failed(
                            name,
                            new AudioException(
                                    name + " has no content: its cell is empty; give it the bytes of a recording."))
                    : written(name, row.getAs(1), directory);
        }
        return fetched(name, directory);
    }

    private static LocalRecording written(String name, byte[] bytes, Path directory) {
        Path copy = copyOf(name, directory);
        try {
            Files.write(copy, bytes);
            return new LocalRecording(name, copy, true, null);
        } catch (IOException e) {
            ScratchDirectory.delete(copy);
            return LocalRecording.failed(name, unfetched(name, e));
        }
    }

    private LocalRecording fetched(String name, Path directory) {
        Path copy = copyOf(name, directory);
        try {
            if (WEB.matcher(name).matches()) {
                Download.OF_RECORDINGS.fetch(name, copy);
                return new LocalRecording(name, copy, true, null);
            }
            org.apache.hadoop.fs.Path path = path(name);
            FileSystem files = path.getFileSystem(hadoop());
            if (files instanceof LocalFileSystem local) {
                return here(name, local.pathToFile(path).toPath());
            }
            try (InputStream in = files.open(path)) {
                Files.copy(in, copy);
            }
            return new LocalRecording(name, copy, true, null);
        } catch (IOException | InvalidPathException e) {
            ScratchDirectory.delete(copy);
            return LocalRecording.failed(name, failure(name, e));
        } catch (IllegalArgumentException e) {
            // Hadoop's way to say that a name is no path, and that a machine cannot be reached
            boolean isName = !(e.getCause() instanceof IOException);
            return LocalRecording.failed(
                    name,
                    isName ? new AudioException(name + " is no path: " + e.getMessage() + ".") : unfetched(name, e));
        }
    }

    /** A file of this machine. Where its folder is not there either, this may be the one machine that lacks it. */
    private static LocalRecording here(String name, Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (!Files.exists(file) && folder != null && !Files.isDirectory(folder)) {
            return LocalRecording.failed(
                    name,
                    new MirException(name + " is not there: there is no directory " + folder
                            + " on the machine that was to read it; expected it at the same place of all machines."));
        }
        return new LocalRecording(name, file, false, null);
    }

    private static MirException failure(String name, Exception e) {
        if (e instanceof InvalidPathException) {
            return new MirException(
                    name
                            + " cannot be opened: this executor has no UTF-8 locale; set spark.executorEnv.LC_ALL=C.UTF-8.",
                    e);
        }
        boolean isLasting = e instanceof Download.RefusedException refused ? refused.isLasting() : isLasting(e);
        return isLasting
                ? new AudioException(name + " cannot be read: " + reason(name, (IOException) e) + ".")
                : unfetched(name, e);
    }

    private static boolean isLasting(Exception e) {
        return e instanceof FileNotFoundException
                || e instanceof NoSuchFileException
                || e instanceof AccessDeniedException
                || e instanceof AccessControlException
                || e instanceof UnsupportedFileSystemException;
    }

    /** Why, in a line: what servers say goes on with where they were. */
    private static String reason(String name, IOException e) {
        String reason = Reason.of(e).lines().findFirst().orElse("").strip();
        return reason.isEmpty() || reason.equals(name) ? "it is not there" : reason;
    }

    private static MirException unfetched(String name, Exception e) {
        String reason = e instanceof IOException io ? reason(name, io) : String.valueOf(e.getMessage());
        return new MirException(name + " cannot be fetched: " + reason + ".", e);
    }

    /** The path that a name means: it is a name, in which a per cent sign means itself. */
    org.apache.hadoop.fs.Path path(String name) {
        boolean isWhole = name.startsWith("/") || SCHEME.matcher(name).matches();
        return new org.apache.hadoop.fs.Path(isWhole ? name : base + name);
    }

    /** How file systems are reached. */
    Configuration hadoop() {
        return hadoop.value().value();
    }

    /** The size of a recording in bytes; negative where that is not known without reading it. */
    long size(String name) {
        if (WEB.matcher(name).matches()) {
            return -1;
        }
        try {
            org.apache.hadoop.fs.Path path = path(name);
            return path.getFileSystem(hadoop()).getFileStatus(path).getLen();
        } catch (IOException | IllegalArgumentException e) {
            return -1; // whoever reads it says why it cannot be read
        }
    }

    /** A file that is not there yet, with the ending of the name, by which some formats are known. */
    private static Path copyOf(String name, Path directory) {
        String last = name.substring(name.lastIndexOf('/') + 1).replaceFirst("[?#].*", "");
        int dot = last.lastIndexOf('.');
        String ending = dot < 0 ? "" : last.substring(dot).toLowerCase(Locale.ROOT);
        return directory.resolve(UUID.randomUUID() + (ending.matches("\\.[a-z0-9]{1,5}") ? ending : ""));
    }
}
