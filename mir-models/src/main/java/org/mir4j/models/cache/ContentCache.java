// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.cache;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.mir4j.core.dataset.Recording;
import org.mir4j.core.error.AudioException;
import org.mir4j.core.error.MirException;
import org.mir4j.core.error.Reason;
import org.mir4j.core.error.Remedy;
import org.mir4j.models.file.AtomicFile;
import org.mir4j.models.file.StaleDrafts;

/**
 * What is computed of recordings once and kept: features, decoded stems, the scores of teachers. All of it is named by what
 * a recording holds, so that neither a renamed recording nor a changed one can bring up a wrong value. Safe for use by
 * several threads.
 *
 * <p>What a recording holds is told by the SHA-256 of its file, which is remembered as long as the file is the same.
 */
public final class ContentCache implements AutoCloseable {

    /**
     * How values of one kind are kept in files.
     *
     * @param <T> a value
     */
    public interface Format<T> {

        /**
         * Reads a file.
         *
         * @param file that is there
         * @return what it holds; empty if it is damaged, or none of this kind
         * @throws IOException if it cannot be read
         */
        Optional<T> read(Path file) throws IOException;

        /**
         * Writes a file.
         *
         * @param draft a file that is not there yet
         * @param value what it is to hold
         * @throws IOException if it cannot be written
         */
        void write(Path draft, T value) throws IOException;
    }

    private final Path directory;
    private final DigestIndex digests;
    private final Consumer<String> warnings;

    /**
     * @param directory of all that is kept, which may not be there yet
     * @param warnings is told, in sentences, of files that are damaged and made anew
     */
    public ContentCache(Path directory, Consumer<String> warnings) {
        this.directory = directory;
        this.warnings = warnings;
        StaleDrafts.sweep(directory);
        digests = new DigestIndex(directory.resolve("digests"), Clock.systemUTC());
    }

    /**
     * What tells a recording from all others, whatever it is called.
     *
     * @param recording a file, a stream or a channel of it
     * @return a name for files: the SHA-256 of the file, the stream and the channel
     * @throws AudioException if it cannot be read
     */
    public String key(Recording recording) {
        try {
            return digests.sha256(recording.file())
                    + (recording.stream() == 0 ? "" : "-" + recording.stream())
                    + (recording.channel() == Recording.ALL_CHANNELS ? "" : "-channel" + recording.channel());
        } catch (IOException e) {
            throw new AudioException(recording.file() + " cannot be read: " + Reason.of(e) + ".", e);
        }
    }

    /**
     * Values of one kind.
     *
     * @param <T> a value
     * @param what a plural noun for messages, such as {@code features}
     * @param folder of their files, which tells all that they depend on besides the recording
     * @param ending of the names of their files
     * @param format of their files
     * @return the values
     * @throws MirException if the folder cannot be made
     */
    public <T> Values<T> values(String what, String folder, String ending, Format<T> format) {
        Path place = directory.resolve(folder);
        try {
            Files.createDirectories(place);
            StaleDrafts.sweep(place);
        } catch (IOException e) {
            throw new MirException(place + " cannot be made to keep " + what + " in: " + Reason.of(e) + ".", e)
                    .with(Remedy.OTHER_CACHE);
        }
        return new Values<>(what, place, ending, format, warnings);
    }

    /** Remembers which recordings were read. */
    @Override
    public void close() {
        try {
            digests.save();
        } catch (IOException e) {
            warnings.accept("The checksums of the recordings cannot be kept in " + directory + ": " + Reason.of(e)
                    + ". All recordings are read again next time.");
        }
    }

    /**
     * Values of one kind, in a folder of their own.
     *
     * @param <T> a value
     */
    public static final class Values<T> {

        private final String what;
        private final Path folder;
        private final String ending;
        private final Format<T> format;
        private final Consumer<String> warnings;

        private Values(String what, Path folder, String ending, Format<T> format, Consumer<String> warnings) {
            this.what = what;
            this.folder = folder;
            this.ending = ending;
            this.format = format;
            this.warnings = warnings;
        }

        /**
         * A value that was kept, or is made now and kept.
         *
         * @param key of the recording
         * @param maker makes it
         * @return the value, as it is read from its file
         * @throws MirException if it can be neither read nor kept
         */
        public T get(String key, Supplier<T> maker) {
            return find(key).orElseGet(() -> keep(key, maker.get()));
        }

        /**
         * A value that was kept.
         *
         * @param key of the recording
         * @return the value; empty if there is none, or only a damaged one
         * @throws MirException if its file cannot be read
         */
        public Optional<T> find(String key) {
            Path file = file(key);
            if (Files.notExists(file)) {
                return Optional.empty();
            }
            Optional<T> found = read(file);
            if (found.isEmpty()) {
                warnings.accept("The " + what + " in " + file + " were damaged, and are computed anew.");
            }
            return found;
        }

        private Optional<T> read(Path file) {
            try {
                return format.read(file);
            } catch (IOException e) {
                throw new MirException("The " + what + " in " + file + " cannot be read: " + Reason.of(e) + ".", e);
            }
        }

        /**
         * Keeps a value.
         *
         * @param key of the recording
         * @param value of it
         * @return the value, as it is read from its file
         * @throws MirException if it cannot be kept
         */
        public T keep(String key, T value) {
            return write(key, draft -> format.write(draft, value));
        }

        /**
         * Keeps a value that is written while it is made, for one that is too large for memory.
         *
         * @param key of the recording
         * @param content writes it to a file that is not there yet
         * @return the value, as it is read from its file
         * @throws MirException if it cannot be kept
         */
        public T write(String key, AtomicFile.Content content) {
            Path file = file(key);
            try {
                AtomicFile.write(file, content);
            } catch (IOException e) {
                throw new MirException(
                                "The " + what + " cannot be kept in " + file + ": " + Reason.of(e)
                                        + ". Make room, or keep them in another directory.",
                                e)
                        .with(Remedy.OTHER_CACHE);
            }
            return read(file).orElseThrow(() -> new MirException("The " + what + " that were kept in " + file
                            + " are damaged: check the disk, or keep them in another directory.")
                    .with(Remedy.OTHER_CACHE));
        }

        private Path file(String key) {
            return folder.resolve(key + ending);
        }
    }
}
