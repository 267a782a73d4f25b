// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.command;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.mir4j.cli.terminal.WatchedOutput;
import org.mir4j.core.error.MirException;
import org.mir4j.core.error.Reason;
import org.mir4j.models.file.AtomicFile;

/** Where tags go: text to a file or standard output, and a picture to a file if one is wanted. */
final class TagOutputs implements AutoCloseable {

    private final Optional<AtomicFile> textFile;
    private final Optional<AtomicFile> pictureFile;
    private final PrintStream text;

    private final WatchedOutput watched;

    private TagOutputs(AtomicFile textFile, AtomicFile pictureFile, WatchedOutput watched, PrintStream text) {
        this.textFile = Optional.ofNullable(textFile);
        this.pictureFile = Optional.ofNullable(pictureFile);
        this.watched = watched;
        this.text = text;
    }

    /** Opens all of them, so that what cannot be written is known before the work begins. */
    static TagOutputs open(PrintStream standardOutput, Path text, Path picture, boolean force) {
        AtomicFile textFile = text == null ? null : AtomicFile.create(text, force);
        AtomicFile pictureFile = null;
        try {
            pictureFile = picture == null ? null : AtomicFile.create(picture, force);
            if (text == null) {
                return new TagOutputs(null, pictureFile, null, standardOutput);
            }
            WatchedOutput watched = new WatchedOutput(Files.newOutputStream(textFile.draft()));
            PrintStream stream = new PrintStream(new BufferedOutputStream(watched), false, StandardCharsets.UTF_8);
            return new TagOutputs(textFile, pictureFile, watched, stream);
        } catch (IOException e) {
            closeAll(textFile, pictureFile);
            throw new MirException(text + " cannot be written: " + Reason.of(e) + ".", e);
        } catch (RuntimeException e) {
            closeAll(textFile, pictureFile);
            throw e;
        }
    }

    private static void closeAll(AtomicFile... files) {
        Stream.of(files).filter(Objects::nonNull).forEach(AtomicFile::close);
    }

    PrintStream text() {
        return text;
    }

    Optional<Path> picture() {
        return pictureFile.map(AtomicFile::draft);
    }

    /** Lets what has been written so far be seen. */
    void flush() {
        if (text.checkError()) {
            throw textFile.<MirException>map(this::cannotWrite).orElseGet(Failures::outputLost);
        }
    }

    private MirException cannotWrite(AtomicFile file) {
        String reason = watched.failure().map(Reason::of).orElse("it was closed");
        return new MirException(file.target() + " cannot be written: " + reason + ".");
    }

    /** Gives the files their names. */
    void commit() {
        flush();
        textFile.ifPresent(AtomicFile::commit);
        pictureFile.ifPresent(AtomicFile::commit);
    }

    @Override
    public void close() {
        if (textFile.isPresent()) {
            text.close();
        }
        textFile.ifPresent(AtomicFile::close);
        pictureFile.ifPresent(AtomicFile::close);
    }
}
