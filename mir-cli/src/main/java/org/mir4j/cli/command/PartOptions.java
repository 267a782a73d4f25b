// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.command;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Which part of a file is read. */
final class PartOptions {

    @Spec(Target.MIXEE)
    private CommandSpec spec;

    @Option(names = "--start", paramLabel = "S", defaultValue = "0", description = "where to start, in seconds")
    private double start;

    @Option(names = "--duration", paramLabel = "S", description = "how long, in seconds (default: all)")
    private Double duration;

    /** Refuses what is no part. */
    void requireSense() {
        if (!(start >= 0 && Double.isFinite(start))) {
            throw wrong("--start is at least 0 seconds, got " + start + ".");
        }
        if (duration != null && !(duration > 0 && Double.isFinite(duration))) {
            throw wrong("--duration is more than 0 seconds, got " + duration + ".");
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    /** In seconds. */
    double start() {
        return start;
    }

    /** Whether it ends before the file does. */
    boolean isLimited() {
        return duration != null;
    }

    /** In seconds; infinite for all that is left. */
    double duration() {
        return duration == null ? Double.POSITIVE_INFINITY : duration;
    }
}
