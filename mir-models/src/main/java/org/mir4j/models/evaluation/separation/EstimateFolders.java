package org.mir4j.models.evaluation.separation;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.mir4j.audio.io.AudioReader;
import org.mir4j.core.audio.Waveform;
import org.mir4j.core.dataset.StemNames;
import org.mir4j.core.dataset.StemTrack;
import org.mir4j.core.error.DatasetException;
import org.mir4j.models.separation.StemAudio;

/**
 * Estimates that another tool wrote: below a directory, or below one of its directories named like the split, a folder
 * a track with a file a target, for example {@code vocals.wav}. As museval does, an estimate longer than the song is
 * cut, and a shorter one filled up with silence.
 */
public final class EstimateFolders implements Estimator {

    private static final List<String> EXTENSIONS = List.of("wav", "flac", "mp3", "m4a", "ogg");

    private final Path directory;
    private final String split;

    /**
     * @param directory where the folders lie
     * @param split the split's name
     * @throws DatasetException if there is no such directory
     */
    public EstimateFolders(Path directory, String split) {
        if (!Files.isDirectory(directory)) {
            throw new DatasetException(
                    directory + " is no directory; expected one with a folder of estimates a track.");
        }
        this.directory = directory;
        this.split = split;
    }

    @Override
    public Map<String, Waveform> estimate(StemTrack track, StemAudio audio) {
        Path folder = folder(track);
        TreeSet<String> targets = new TreeSet<>(audio.stems().keySet());
        targets.add(StemNames.ACCOMPANIMENT);
        Map<String, Waveform> estimates = new LinkedHashMap<>();
        for (String target : targets) {
            file(folder, target).ifPresent(file -> estimates.put(target, read(file, audio.mixture())));
        }
        if (estimates.isEmpty()) {
            throw new DatasetException(
                    folder + " holds no estimate; expected at least one file named like " + String.join(", ", targets)
                            + ", with one of the extensions " + String.join(", ", EXTENSIONS) + ".");
        }
        return estimates;
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

    private static Waveform read(Path file, Waveform mixture) {
        Waveform estimate = AudioReader.of(file).readAll();
        if (estimate.sampleRate() != mixture.sampleRate() || estimate.channels().length != mixture.channels().length) {
            throw new DatasetException(file + " has " + StemAudio.shape(estimate) + ", and the song "
                    + StemAudio.shape(mixture) + "; expected the same rate and channels.");
        }
        return StemReader.withLength(estimate, mixture.length());
    }
}
