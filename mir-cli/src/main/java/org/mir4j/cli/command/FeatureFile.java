// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.command;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.mir4j.core.error.MirException;
import org.mir4j.core.error.Reason;
import org.mir4j.report.FeatureWriter;

/** A feature's file: its ending says how it is written, and what fails in writing is said with its name. */
final class FeatureFile implements FeatureWriter {

    private final Path output;
    private final FeatureWriter writer;

    /** How a file is written. */
    enum Format {
        NPY,
        CSV,
        PNG;

        /** The format that the ending of a file's name says. */
        static Optional<Format> of(Path file) {
            String name = file.getFileName() == null
                    ? ""
                    : file.getFileName().toString().toLowerCase(Locale.ROOT);
            for (Format format : values()) {
                String ending = "." + format.name().toLowerCase(Locale.ROOT);
                if (name.endsWith(ending) && name.length() > ending.length()) {
                    return Optional.of(format);
                }
            }
            return Optional.empty();
        }
    }

    private FeatureFile(Path output, FeatureWriter writer) {
        this.output = output;
        this.writer = writer;
    }

    /**
     * Opens a draft.
     *
     * @param output the name that the file is to have
     * @param draft where to write for now
     */
    static FeatureFile open(Path output, Format format, Path draft, Feature feature) {
        try {
            return new FeatureFile(
                    output,
                    switch (format) {
                        case NPY -> FeatureWriter.npy(draft, feature.heading());
                        case CSV -> FeatureWriter.csv(draft, feature.heading());
                        case PNG -> feature.picture(draft);
                    });
        } catch (UncheckedIOException e) {
            throw cannotWrite(output, e);
        }
    }

    @Override
    public void write(float[][] rows) {
        try {
            writer.write(rows);
        } catch (UncheckedIOException e) {
            throw cannotWrite(output, e);
        }
    }

    @Override
    public void close() {
        try {
            writer.close();
        } catch (UncheckedIOException e) {
            throw cannotWrite(output, e);
        }
    }

    private static MirException cannotWrite(Path output, UncheckedIOException e) {
        return new MirException(output + " cannot be written: " + Reason.of(e.getCause()) + ".", e);
    }
}
