package org.mir4j.cli.output;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;
import org.mir4j.core.error.MirException;

/**
 * A file that appears whole or not at all: what is written goes to a draft beside it, which takes its name in the end.
 */
public final class OutputFile implements AutoCloseable {

    private final Path target;
    private final Path draft;

    private OutputFile(Path target, Path draft) {
        this.target = target;
        this.draft = draft;
    }

    /**
     * Makes the draft, so that a place that cannot be written to is known before any work is done.
     *
     * @param target the file to be
     * @param force whether a file that is there already may be replaced
     * @return the output, to be closed whether it was {@link #commit committed} or not
     * @throws MirException if the file is there, or cannot be written
     */
    public static OutputFile create(Path target, boolean force) {
        if (Files.isDirectory(target)) {
            throw new MirException(target + " is a directory; name a file to write to.");
        }
        if (Files.exists(target) && !force) {
            throw new MirException(target + " exists already; use --force to replace it.");
        }
        Path directory = target.toAbsolutePath().getParent();
        if (!Files.isDirectory(directory)) {
            throw new MirException(target + " cannot be written: there is no directory " + directory + ".");
        }
        try {
            // not one of the system's temporary files, which are private: what a person asks for has usual rights
            String name = "." + target.getFileName() + "-" + UUID.randomUUID() + ".part";
            Path draft = Files.createFile(directory.resolve(name));
            draft.toFile().deleteOnExit(); // for when the process is interrupted
            return new OutputFile(target, draft);
        } catch (IOException e) {
            throw cannotWrite(target, e);
        }
    }

    /**
     * Where to write to for now.
     *
     * @return an existing, empty file
     */
    public Path draft() {
        return draft;
    }

    /**
     * Gives the draft its name.
     *
     * @throws MirException if that fails
     */
    public void commit() {
        try {
            Files.move(draft, target, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw cannotWrite(target, e);
        }
    }

    private static MirException cannotWrite(Path target, IOException e) {
        String reason = e instanceof AccessDeniedException ? "permission denied" : e.toString();
        return new MirException(target + " cannot be written: " + reason + ".", e);
    }

    /** Removes a draft that was not committed. */
    @Override
    public void close() {
        try {
            Files.deleteIfExists(draft);
        } catch (IOException ignored) {
            // a left-over draft harms nobody, and must not hide what went wrong before
        }
    }
}
