// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.apache.spark.SparkEnv;
import org.mir4j.audio.home.TemporaryDirectory;
import org.mir4j.core.error.MirException;
import org.mir4j.core.error.Reason;

/** Directories for what an executor needs for a while. */
final class ScratchDirectory {

    private ScratchDirectory() {}

    /**
     * Lets an executor's temporary files, and the natives that it unpacks where nothing else is said, lie in Spark's own
     * directories (spark.local.dir, or the cluster's), which have room and are cleared after it. The driver is left as it is.
     */
    static void prepareExecutor() {
        SparkEnv spark = SparkEnv.get();
        if (spark == null || spark.executorId().equals("driver")) {
            return;
        }
        String local = spark.blockManager().diskBlockManager().localDirs()[0].getPath();
        System.setProperty("java.io.tmpdir", local);
        if (System.getProperty("mir.home") == null && System.getenv("MIR_HOME") == null) {
            System.setProperty("mir.home", Path.of(local, "mir-home").toString());
        }
    }

    /**
     * A new directory, which goes with the process if nobody deletes it before.
     *
     * @param prefix of its name
     * @throws MirException if it cannot be made
     */
    static Path make(String prefix) {
        Path parent = TemporaryDirectory.ofProcess();
        try {
            return Files.createTempDirectory(Files.createDirectories(parent), prefix);
        } catch (IOException e) {
            throw new MirException(
                    "No directory can be made in " + parent + ": " + Reason.of(e)
                            + ". Executors need room for recordings in spark.local.dir.",
                    e);
        }
    }

    /** Deletes a file, or a directory with all that is in it; what cannot be deleted goes with the process. */
    static void delete(Path path) {
        try (Stream<Path> all = Files.walk(path)) {
            all.sorted(Comparator.reverseOrder()).forEach(each -> each.toFile().delete());
        } catch (IOException | UncheckedIOException ignored) {
            // it is gone already
        }
    }
}
