// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.run;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.mir4j.core.error.MirException;
import org.mir4j.core.error.Reason;
import org.mir4j.core.error.Remedy;
import org.mir4j.models.ExistingRun;
import org.mir4j.models.file.AtomicFile;
import org.mir4j.models.file.StaleDrafts;

/**
 * Where a run keeps what it finds: {@code run.json}, its settings, and, if it evaluates, {@code results.jsonl}, one
 * line per track.
 *
 * @param path the directory
 */
public record RunDirectory(Path path) {

    private static final String LOCK = ".lock";

    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    /**
     * Takes the directory for a run, and begins it.
     *
     * @param settings of the run
     * @param existing what to do with a run that is there
     * @return the right to write into it, to be closed when the run is over
     * @throws MirException if there is a run that is under way, is to be kept or has other settings, or the place cannot be
     *     written
     */
    public RunLock open(RunSettings settings, ExistingRun existing) {
        RunLock lock = lock();
        try {
            check(settings, existing);
            begin(settings, existing);
            return lock;
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /**
     * Takes the directory, and leaves what is in it as it is.
     *
     * @return the right to write into it, to be closed when the run is over
     * @throws MirException if there is a run that is under way, or the place cannot be written
     */
    public RunLock lock() {
        try {
            Files.createDirectories(path);
        } catch (IOException e) {
            throw cannotWrite(e);
        }
        return RunLock.take(path.resolve(LOCK));
    }

    /**
     * Makes sure that a run may begin here, or be resumed.
     *
     * @param settings of the run
     * @param existing what to do with a run that is there
     * @throws MirException if there is a run that is to be kept, is of another kind or has other settings, or there are
     *     other files
     */
    public void check(RunSettings settings, ExistingRun existing) {
        try {
            if (Files.notExists(settingsFile())) {
                requireEmpty();
            } else if (existing == ExistingRun.KEEP) {
                throw new MirException(path + " holds a run already. Resume it, replace it, or take another directory.")
                        .with(Remedy.RESUME, Remedy.REPLACE, Remedy.OTHER_DIRECTORY);
            } else {
                requireSame(settings, existing);
            }
        } catch (IOException e) {
            throw cannotWrite(e);
        }
    }

    private void requireSame(RunSettings settings, ExistingRun existing) throws IOException {
        Optional<RunSettings> begun = begun();
        if (begun.isEmpty() && existing == ExistingRun.REPLACE) {
            return; // whatever it was, it is to be replaced
        }
        RunSettings there = begun.orElseThrow(() -> new MirException(settingsFile()
                        + " is damaged: it is no JSON object. Replace the run, or take another directory.")
                .with(Remedy.REPLACE, Remedy.OTHER_DIRECTORY));
        if (!there.kind().equals(settings.kind())) {
            throw new MirException(path + " holds a run of another kind (" + there.kind() + ", and this is one of "
                            + settings.kind() + "); take another directory.")
                    .with(Remedy.OTHER_DIRECTORY);
        }
        if (existing == ExistingRun.RESUME) {
            settings.requireSameAs(there, path);
        }
    }

    /**
     * Begins a run, or resumes it.
     *
     * @param settings of the run
     * @param existing what to do with results that are there: they are kept when a run is resumed
     * @throws MirException if the place cannot be written
     */
    public void begin(RunSettings settings, ExistingRun existing) {
        try {
            StaleDrafts.sweep(path);
            if (existing != ExistingRun.RESUME) {
                Files.deleteIfExists(resultsFile());
            }
            AtomicFile.write(settingsFile(), draft -> Files.writeString(draft, GSON.toJson(settings.values()) + "\n"));
        } catch (IOException e) {
            throw cannotWrite(e);
        }
    }

    private MirException cannotWrite(IOException e) {
        return new MirException(path + " cannot be written to: " + Reason.of(e) + ".", e);
    }

    private void requireEmpty() throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            if (files.anyMatch(file -> !file.endsWith(LOCK) && !StaleDrafts.isDraft(file))) {
                throw new MirException(path + " holds other files and no run; take a new or empty directory.")
                        .with(Remedy.OTHER_DIRECTORY);
            }
        }
    }

    /** The settings of the run that is there; empty if they are damaged. */
    private Optional<RunSettings> begun() throws IOException {
        try {
            Map<?, ?> values = GSON.fromJson(Files.readString(settingsFile()), Map.class);
            Map<String, String> settings = new LinkedHashMap<>();
            values.forEach((name, value) -> settings.put(String.valueOf(name), String.valueOf(value)));
            return Optional.of(new RunSettings(settings));
        } catch (JsonParseException | NullPointerException e) {
            return Optional.empty();
        }
    }

    private Path settingsFile() {
        return path.resolve("run.json");
    }

    /**
     * The results, one line per track.
     *
     * @return a file that is there once the run has begun
     */
    public Path resultsFile() {
        return path.resolve("results.jsonl");
    }
}
