// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.evaluation;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.mir4j.core.audio.Signal;
import org.mir4j.core.dataset.Recording;
import org.mir4j.core.dataset.StemNames;
import org.mir4j.core.dataset.StemTrack;
import org.mir4j.core.error.DatasetException;

/** Estimates that another tool wrote: see {@link SeparationSystem#estimates}. */
final class EstimateFolders extends SeparationSystem {

    private static final List<String> EXTENSIONS = List.of("wav", "flac", "mp3", "m4a", "ogg");

    private final Path directory;
    private final String split;

    EstimateFolders(Path directory, String split) {
        if (!Files.isDirectory(directory)) {
            throw new DatasetException(
                    directory + " is no directory; expected one with one folder of estimates per track.");
        }
        this.directory = directory;
        this.split = split;
    }

    @Override
    public String name() {
        return String.valueOf(directory.toAbsolutePath().normalize().getFileName());
    }

    @Override
    Map<String, String> identity() {
        return Map.of("estimates", directory.toAbsolutePath().normalize().toString());
    }

    @Override
    Estimates estimate(StemTrack track, SongSignals song, SignalFiles files) {
        Path folder = folder(track);
        TreeSet<String> targets = new TreeSet<>(song.stems().keySet());
        targets.add(StemNames.ACCOMPANIMENT);
        Map<String, Signal> estimates = new LinkedHashMap<>();
        List<String> warnings = new ArrayList<>();
        for (String target : targets) {
            file(folder, target).ifPresent(file -> estimates.put(target, read(file, song, files, warnings)));
        }
        if (estimates.isEmpty()) {
            throw new DatasetException(
                    folder + " holds no estimate; expected at least one file named like " + String.join(", ", targets)
                            + ", with one of the extensions " + String.join(", ", EXTENSIONS) + ".");
        }
        return new Estimates(estimates, warnings);
    }

    private Path folder(StemTrack track) {
        for (Path candidate :
                List.of(directory.resolve(track.id()), directory.resolve(split).resolve(track.id()))) {
            if (Files.isDirectory(candidate)) {
                return candidate;
            }
        }
        throw new DatasetException(
                "There are no estimates for this track: " + directory.resolve(track.id()) + " is no directory.");
    }

    private static Optional<Path> file(Path folder, String target) {
        return EXTENSIONS.stream()
                .map(extension -> folder.resolve(target + "." + extension))
                .filter(Files::isRegularFile)
                .findFirst();
    }

    private static Signal read(Path file, SongSignals song, SignalFiles files, List<String> warnings) {
        RecordingFile estimate = RecordingFile.of(Recording.of(file), false, files, warnings);
        Signal mixture = song.mixture();
        if (estimate.sampleRate() != song.sampleRate() || estimate.signal().channels() != mixture.channels()) {
            throw new DatasetException(file + " has " + estimate.shape() + ", and the song "
                    + SongSignals.shape(mixture, song.sampleRate()) + "; expected the same rate and channels.");
        }
        long more = estimate.signal().length() - mixture.length();
        if (more != 0) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "%s is %.2f s (%d samples) %s than the song; %s.",
                    file,
                    (double) Math.abs(more) / song.sampleRate(),
                    Math.abs(more),
                    more < 0 ? "shorter" : "longer",
                    more < 0
                            ? "what it lacks at its end is scored as silence"
                            : "what it has beyond the song's end is not scored"));
            estimate.signal().fit(mixture.length());
        }
        return estimate.signal();
    }
}
