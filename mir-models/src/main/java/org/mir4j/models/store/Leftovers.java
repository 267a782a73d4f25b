package org.mir4j.models.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What processes left that were killed while they fetched or installed a model. */
public final class Leftovers {

    /** As much time as nobody needs to write a model; what is younger may be another process's. */
    private static final Duration OLD = Duration.ofDays(1);

    private static final Pattern PART = Pattern.compile(".+\\.part");
    private static final Pattern DRAFT = Pattern.compile("\\..+-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private Leftovers() {}

    /**
     * Deletes old downloads and old drafts of single files.
     *
     * @param directory in which they may lie
     */
    public static void sweepParts(Path directory) {
        sweep(directory, PART);
    }

    /** Deletes old drafts from beside the models. */
    static void sweepDrafts(Path models) {
        sweep(models, DRAFT);
    }

    private static void sweep(Path directory, Pattern name) {
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> named = files.filter(
                            file -> name.matcher(file.getFileName().toString()).matches())
                    .toList();
            Instant old = Instant.now().minus(OLD);
            for (Path file : named) {
                if (Files.getLastModifiedTime(file).toInstant().isBefore(old)) {
                    Installation.delete(file);
                }
            }
        } catch (IOException | UncheckedIOException ignored) {
            // they only take room, and another process may sweep at the same time
        }
    }
}
