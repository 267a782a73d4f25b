// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.command;

import org.mir4j.audio.io.AudioReader;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Which audio stream of a file is read. */
final class StreamOption {

    @Spec(Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--stream",
            paramLabel = "N",
            description = "which audio stream to read of a file with several, counted from 0 (default: the main one)")
    private Integer stream;

    /** Refuses numbers that no stream can have. */
    void requireSense() {
        if (stream != null && stream < 0) {
            throw new ParameterException(spec.commandLine(), "--stream counts from 0, got " + stream + ".");
        }
    }

    /** The stream's number, or -1 for the one that FFmpeg takes for the main one. */
    int number() {
        return stream == null ? -1 : stream;
    }

    /** A reader of the stream. */
    AudioReader of(AudioReader file) {
        return file.track(number());
    }
}
