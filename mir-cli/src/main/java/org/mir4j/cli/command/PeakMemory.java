// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The most memory that this process has had at once, Java's and that of native code together. */
final class PeakMemory {

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Pattern PEAK = Pattern.compile("(?m)^VmHWM:\\s+(\\d+) kB$");
    private static final double MEGA = 1e6;

    private PeakMemory() {}

    /** In words, such as {@code 1.9 GB}; empty where the system does not tell. */
    static Optional<String> ofProcess() {
        try {
            return in(Files.readString(STATUS));
        } catch (IOException e) {
            return Optional.empty(); // no Linux
        }
    }

    /** The same from what Linux says of a process. */
    static Optional<String> in(String status) {
        Matcher peak = PEAK.matcher(status);
        if (!peak.find()) {
            return Optional.empty();
        }
        double megabytes = Long.parseLong(peak.group(1)) * 1024 / MEGA;
        return Optional.of(
                megabytes < 1000
                        ? String.format(Locale.ROOT, "%.0f MB", megabytes)
                        : String.format(Locale.ROOT, "%.1f GB", megabytes / 1000));
    }
}
