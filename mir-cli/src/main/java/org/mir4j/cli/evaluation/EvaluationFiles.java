// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.evaluation;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.mir4j.core.error.MirException;
import org.mir4j.core.error.Reason;
import org.mir4j.models.file.OutputFile;

/** The files that an evaluation leaves behind, beside those of its run. */
final class EvaluationFiles {

    /** Writes the text of a file. */
    @FunctionalInterface
    interface Content {
        void write(Writer out) throws IOException;
    }

    private final Path directory;

    EvaluationFiles(Path directory) {
        this.directory = directory;
    }

    /** Writes a file, in the place of one that an earlier session left. */
    void write(String name, Content content) {
        try (OutputFile file = OutputFile.create(directory.resolve(name), true)) {
            try (OutputStream bytes = Files.newOutputStream(file.draft()); // which a writer that fails leaves open
                    Writer out = new BufferedWriter(new OutputStreamWriter(bytes, StandardCharsets.UTF_8))) {
                content.write(out);
            } catch (IOException e) {
                throw new MirException(directory.resolve(name) + " cannot be written: " + Reason.of(e) + ".", e);
            }
            file.commit();
        }
    }
}
