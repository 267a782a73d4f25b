package org.mir4j.cli.command;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.mir4j.cli.output.OutputFile;
import org.mir4j.core.error.MirException;
import org.mir4j.core.error.Reason;

/** Where tags go: text to a file or standard output, and a picture to a file if one is wanted. */
final class TagOutputs implements AutoCloseable {

    private final Optional<OutputFile> textFile;
    private final Optional<OutputFile> pictureFile;
    private final PrintStream text;

    private TagOutputs(Optional<OutputFile> textFile, Optional<OutputFile> pictureFile, PrintStream text) {
        this.textFile = textFile;
        this.pictureFile = pictureFile;
        this.text = text;
    }

    /** Opens all of them, so that what cannot be written is known before the work begins. */
    static TagOutputs open(PrintStream standardOutput, Path text, Path picture, boolean force) {
        OutputFile textFile = text == null ? null : OutputFile.create(text, force);
        OutputFile pictureFile = null;
        try {
            pictureFile = picture == null ? null : OutputFile.create(picture, force);
            PrintStream stream = text == null ? standardOutput : stream(textFile.draft());
            return new TagOutputs(Optional.ofNullable(textFile), Optional.ofNullable(pictureFile), stream);
        } catch (IOException e) {
            closeAll(textFile, pictureFile);
            throw new MirException(text + " cannot be written: " + Reason.of(e) + ".", e);
        } catch (RuntimeException e) {
            closeAll(textFile, pictureFile);
            throw e;
        }
    }

    private static PrintStream stream(Path draft) throws IOException {
        return new PrintStream(Files.newOutputStream(draft), false, StandardCharsets.UTF_8);
    }

    private static void closeAll(OutputFile... files) {
        Stream.of(files).filter(Objects::nonNull).forEach(OutputFile::close);
    }

    PrintStream text() {
        return text;
    }

    Optional<Path> picture() {
        return pictureFile.map(OutputFile::draft);
    }

    /** Lets what has been written so far be seen. */
    void flush() {
        if (text.checkError()) {
            throw Failures.outputLost();
        }
    }

    /** Gives the files their names. */
    void commit() {
        flush();
        textFile.ifPresent(OutputFile::commit);
        pictureFile.ifPresent(OutputFile::commit);
    }

    @Override
    public void close() {
        if (textFile.isPresent()) {
            text.close();
        }
        textFile.ifPresent(OutputFile::close);
        pictureFile.ifPresent(OutputFile::close);
    }
}
