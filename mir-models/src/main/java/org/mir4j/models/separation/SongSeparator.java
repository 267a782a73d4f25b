// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.separation;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.mir4j.audio.io.AudioReader;
import org.mir4j.core.audio.Waveform;
import org.mir4j.core.error.MirException;
import org.mir4j.models.ModelOptions;
import org.mir4j.models.Progress;
import org.mir4j.models.ProgressListener;
import org.mir4j.models.store.InstalledModel;

/**
 * Separates songs into stems: with one model, a {@link Separator}, or with several, an {@link Ensemble}.
 *
 * <p>Songs of any rate and number of channels come and go in blocks, so that memory does not grow with their length.
 * Several threads may use one. A thread that is interrupted gives up its separation at once with a {@link MirException},
 * and stays interrupted.
 *
 * <p>It owns native memory: close it. Whoever closes it waits for nobody, and may do so while songs are being separated,
 * from another thread as from a callback: what has begun goes on to its end, nothing new begins, and the memory is
 * released with the last separation.
 */
public sealed interface SongSeparator extends AutoCloseable permits Separator, Ensemble {

    /**
     * Loads one model, or several as an ensemble.
     *
     * @param models from a store, or from directories
     * @param how the stems of several are combined
     * @param options where they run
     * @return the separator
     * @throws MirException as {@link Separator#load(InstalledModel, ModelOptions)}
     * @throws IllegalArgumentException as {@link Ensemble#loadInstalled}
     */
    static SongSeparator load(List<InstalledModel> models, EnsembleOptions how, ModelOptions options) {
        return models.size() == 1
                ? Separator.load(models.get(0), options)
                : Ensemble.loadInstalled(models, how, options);
    }

    /**
     * What it is called.
     *
     * @return the name of its model, or of all of them, joined by {@code +}
     */
    String name();

    /**
     * What comes out.
     *
     * @return the names of all stems, in order
     */
    List<String> outputs();

    /**
     * Separates a song into files: all its stems, as WAV of 16 bits, named like the stems.
     *
     * @param song its file
     * @param directory where the stems go; it is made if it is not there
     * @return what was written
     * @throws MirException as {@link #separate(Path, Path, SeparationOptions)}
     * @throws IllegalStateException if this has been closed
     */
    default SeparatedFiles separate(Path song, Path directory) {
        return separate(song, directory, SeparationOptions.standard());
    }

    /**
     * Separates a song into files. They have the song's rate, channels, length and tags, and its level unless a stem would
     * clip: then all stems have the same gain. They appear together, whole, when all are done.
     *
     * <p>If the Java virtual machine is told to end meanwhile, files that are not complete go, and a step that gives files
     * their names is completed: for as long as this runs there is a shutdown hook.
     *
     * @param song its file
     * @param directory where the stems go; it is made if it is not there
     * @param options which stems, which part of the song, how they are written, who is told how it goes on
     * @return what was written
     * @throws org.mir4j.core.error.ExistingFileException if a file is there already, and is not to be replaced
     * @throws MirException if the song cannot be read, a file cannot be written, there is no such stem, a model fails, or
     *     leaves the mixture unchanged, or the thread is interrupted; then nothing is left of the stems
     * @throws IllegalStateException if this has been closed
     */
    SeparatedFiles separate(Path song, Path directory, SeparationOptions options);

    /**
     * Separates a file, block by block.
     *
     * @param song how to read it
     * @param parts receives each piece of the song with its stems, in order
     * @throws MirException if the file cannot be read, a model fails, or the thread is interrupted
     * @throws IllegalStateException if this has been closed
     */
    void separate(AudioReader song, Consumer<StemAudio> parts);

    /**
     * Separates a song that comes in blocks from elsewhere.
     *
     * @param name of the song, for messages
     * @param blocks gives the next block, all of one rate and number of channels, and nothing after the last
     * @param parts receives each piece of the song with its stems, in order
     * @throws MirException if there is no block, a sample is not finite, a model fails, or the thread is interrupted
     * @throws IllegalStateException if this has been closed
     */
    void separate(String name, Supplier<Optional<Waveform>> blocks, Consumer<StemAudio> parts);

    /**
     * Separates a song in memory.
     *
     * @param song any rate and number of channels, at least one sample
     * @return the song and its stems
     * @throws MirException if a sample is not finite, a model fails, or the thread is interrupted
     * @throws IllegalStateException if this has been closed
     */
    default StemAudio separate(Waveform song) {
        return separate(song, ProgressListener.none());
    }

    /**
     * Separates a song in memory.
     *
     * @param song any rate and number of channels, at least one sample
     * @param listener is told how it goes on
     * @return the song and its stems
     * @throws MirException if a sample is not finite, a model fails, or the thread is interrupted
     * @throws IllegalStateException if this has been closed
     */
    default StemAudio separate(Waveform song, ProgressListener listener) {
        String name = "The song";
        int most = 1 << 16; // samples at once
        Map<String, Waveform> stems = new LinkedHashMap<>();
        int[] done = {0};
        int[] given = {0};
        separate(
                name,
                () -> {
                    int from = given[0];
                    given[0] = from + Math.min(most, song.length() - from);
                    return from == given[0] ? Optional.empty() : Optional.of(song.slice(from, given[0]));
                },
                part -> {
                    part.stems().forEach((stem, piece) -> {
                        Waveform whole = stems.computeIfAbsent(
                                stem,
                                absent -> new Waveform(
                                        new float[song.channels().length][song.length()], song.sampleRate()));
                        for (int c = 0; c < whole.channels().length; c++) {
                            System.arraycopy(piece.channels()[c], 0, whole.channels()[c], done[0], piece.length());
                        }
                    });
                    done[0] += part.mixture().length();
                    double seconds = (double) done[0] / song.sampleRate();
                    listener.progressed(Progress.of(name, seconds, song.duration()));
                });
        return new StemAudio(song, stems);
    }

    /**
     * Lets no separation begin any more, and releases all networks and all native memory with the last one that runs.
     * Returns at once.
     */
    @Override
    void close();
}
