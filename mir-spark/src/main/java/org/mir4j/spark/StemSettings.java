// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.spark;

import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.util.SerializableConfiguration;
import org.mir4j.audio.io.AudioFormat;
import org.mir4j.core.error.MirException;
import org.mir4j.core.error.ModelException;
import org.mir4j.core.error.Reason;
import org.mir4j.models.card.ModelCard;
import org.mir4j.models.separation.SeparationOptions;

/**
 * Which stems are written, how, and where.
 *
 * @param directory that the songs' folders go to, in any file system that Hadoop can write
 * @param stems those that are written, by name; none for all
 * @param twoStems the stem that is separated from all else; null for the stems of the model
 * @param residual whether the last stem, or all else, is what the others leave of the mixture
 * @param format of the files
 */
public record StemSettings(String directory, List<String> stems, String twoStems, boolean residual, AudioFormat format)
        implements Serializable {

    /** Keeps its own list. */
    public StemSettings {
        stems = List.copyOf(stems);
    }

    /**
     * All stems, in WAV of 16 bits.
     *
     * @param directory that the songs' folders go to
     * @return the settings
     */
    public static StemSettings in(String directory) {
        return new StemSettings(directory, List.of(), null, false, AudioFormat.WAV_16);
    }

    /** Refuses a model that does not give the stems. */
    void require(ModelCard card) {
        List<String> outputs = card.separation().outputs();
        List<String> named = new ArrayList<>(twoStems == null ? stems : List.of(twoStems));
        named.removeAll(outputs);
        if (!named.isEmpty()) {
            throw new ModelException("The model " + card.name() + " gives no stem \"" + named.get(0) + "\"; it gives "
                    + String.join(", ", outputs) + ".");
        }
    }

    /** The same with a directory that is meant alike on all machines. */
    StemSettings qualified(SerializableConfiguration hadoop) {
        try {
            Path path = new Path(directory);
            FileSystem files = path.getFileSystem(hadoop.value());
            return new StemSettings(files.makeQualified(path).toString(), stems, twoStems, residual, format);
        } catch (IOException | IllegalArgumentException e) {
            String reason = e instanceof IOException io ? Reason.of(io) : e.getMessage();
            throw new MirException("Stems cannot go to " + directory + ": " + reason + ".", e);
        }
    }

    SeparationOptions options() {
        SeparationOptions options = SeparationOptions.standard()
                .withStems(stems)
                .withResidual(residual)
                .withFormat(format)
                .withReplacing(true);
        return twoStems == null ? options : options.withTwoStems(twoStems);
    }
}
