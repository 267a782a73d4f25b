package org.mir4j.models.evaluation.run;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.mir4j.core.error.MirException;
import org.mir4j.core.error.Reason;
import org.mir4j.models.file.WholeFile;

/**
 * Where a run keeps what it finds: {@code run.json}, its settings, and {@code results.jsonl}, a line a track.
 *
 * @param path the directory
 */
public record RunDirectory(Path path) {

    /** What to do with a run that lies there already. */
    public enum Existing {
        /** Refuse to touch it. */
        KEEP,
        /** Go on with it, if it has the same settings. */
        RESUME,
        /** Begin anew. */
        REPLACE
    }

    private static final String LOCK = ".lock";

    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    /**
     * Takes the directory for a run.
     *
     * @param settings of the run
     * @param existing what to do with a run that is there
     * @return the right to write into it, to be closed when the run is over
     * @throws MirException if there is a run that goes on, is to be kept or has other settings, or the place cannot be
     *     written
     */
    public RunLock open(RunSettings settings, Existing existing) {
        try {
            Files.createDirectories(path);
        } catch (IOException e) {
            throw cannotWrite(e);
        }
        RunLock lock = RunLock.take(path.resolve(LOCK));
        try {
            prepare(settings, existing);
            return lock;
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private MirException cannotWrite(IOException e) {
        return new MirException(path + " cannot be written to: " + Reason.of(e) + ".", e);
    }

    private void prepare(RunSettings settings, Existing existing) {
        try {
            if (Files.exists(settingsFile())) {
                enter(settings, existing);
            } else {
                requireEmpty();
            }
            write(settings);
        } catch (IOException e) {
            throw cannotWrite(e);
        }
    }

    private void enter(RunSettings settings, Existing existing) throws IOException {
        if (existing == Existing.KEEP) {
            throw new MirException(path + " holds a run already: go on with it by --resume, replace it by --force, or"
                    + " name another directory by --out.");
        }
        if (existing == Existing.RESUME) {
            settings.requireSameAs(begun(), path);
        } else {
            Files.deleteIfExists(resultsFile());
        }
    }

    private void requireEmpty() throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            if (files.anyMatch(file -> !file.endsWith(LOCK))) {
                throw new MirException(path + " holds other files and no run; name a new or empty directory by --out.");
            }
        }
    }

    private void write(RunSettings settings) throws IOException {
        WholeFile.write(settingsFile(), draft -> Files.writeString(draft, GSON.toJson(settings.values()) + "\n"));
    }

    private RunSettings begun() throws IOException {
        try {
            Map<?, ?> values = GSON.fromJson(Files.readString(settingsFile()), Map.class);
            Map<String, String> settings = new LinkedHashMap<>();
            values.forEach((name, value) -> settings.put(String.valueOf(name), String.valueOf(value)));
            return new RunSettings(settings);
        } catch (JsonParseException | NullPointerException e) {
            throw new MirException(
                    settingsFile() + " is damaged: it is no JSON object. Begin anew by --force, or elsewhere.", e);
        }
    }

    private Path settingsFile() {
        return path.resolve("run.json");
    }

    /**
     * The results, a line a track.
     *
     * @return a file that is there once the run has begun
     */
    public Path resultsFile() {
        return path.resolve("results.jsonl");
    }
}
