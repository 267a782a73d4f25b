package org.mir4j.cli.command;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.mir4j.cli.output.OutputFile;
import org.mir4j.core.error.MirException;

/** Where tags go: text to a file or standard output, and a picture to a file if one is wanted. */
final class TagOutputs implements AutoCloseable {

    private final Optional<OutputFile> textFile;
    private final Optional<OutputFile> pictureFile;
    private final PrintStream text;

    private TagOutputs(PrintStream standardOutput, Optional<OutputFile> textFile, Optional<OutputFile> pictureFile)
            throws IOException {
        this.textFile = textFile;
        this.pictureFile = pictureFile;
        text = textFile.isEmpty()
                ? standardOutput
                : new PrintStream(Files.newOutputStream(textFile.get().draft()), false, StandardCharsets.UTF_8);
    }

    /** Opens all of them, so that what cannot be written is known before the work begins. */
    static TagOutputs open(PrintStream standardOutput, Path text, Path picture, boolean force) {
        Optional<OutputFile> textFile = Optional.ofNullable(text).map(path -> OutputFile.create(path, force));
        try {
            return new TagOutputs(
                    standardOutput, textFile, Optional.ofNullable(picture).map(path -> OutputFile.create(path, force)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (MirException e) {
            textFile.ifPresent(OutputFile::close);
            throw e;
        }
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
            throw new MirException("What was found cannot be written: the output was closed or its disk is full.");
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
