// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.mir4j.cli.Main;
import org.mir4j.cli.Workbench;

/** A {@code mir} in a process of its own, which can be killed. */
final class MirProcess {

    private final Workbench bench;
    private final Path said;

    MirProcess(Workbench bench) {
        this.bench = bench;
        said = bench.path("said");
    }

    Process start(Object... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-Dmir.home=" + bench.home(),
                "-Dmir.models.mirror=",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        Stream.of(arguments).map(Object::toString).forEach(command::add);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("DJL_OFFLINE", "true");
        return builder.redirectErrorStream(true).redirectOutput(said.toFile()).start();
    }

    /** Runs to the end, and returns how many milliseconds that took. */
    long run(Object... arguments) throws Exception {
        long start = System.nanoTime();
        int code = start(arguments).waitFor();
        if (code != 0) {
            throw new AssertionError(List.of(arguments) + " ended with " + code + ": " + Files.readString(said));
        }
        return (System.nanoTime() - start) / 1_000_000;
    }

    String said() throws IOException {
        return Files.readString(said);
    }
}
