// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.separation;

import ai.djl.Device;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.mir4j.audio.io.AudioReader;
import org.mir4j.audio.io.AudioStream;
import org.mir4j.core.audio.Waveform;
import org.mir4j.core.error.AudioException;
import org.mir4j.core.error.MirException;
import org.mir4j.models.ModelOptions;
import org.mir4j.models.Progress;
import org.mir4j.models.ProgressListener;
import org.mir4j.models.card.ModelCard;
import org.mir4j.models.engine.LoadedModel;
import org.mir4j.models.engine.PyTorch;
import org.mir4j.models.store.InstalledModel;

/**
 * Separates songs into stems with one model.
 *
 * <pre>{@code
 * try (Separator separator = Separator.load("mir-vocals-1")) {
 *     separator.separate(Path.of("song.mp3"), Path.of("stems"));
 * }
 * }</pre>
 *
 * <p>Songs of any rate and number of channels come and go in blocks, so that memory does not grow with their length.
 * Several threads may use one separator. A thread that is interrupted gives up its separation at once with a
 * {@link MirException}, and stays interrupted.
 *
 * <p>It owns native memory: close it. Whoever closes it waits for nobody, and may do so while songs are being separated,
 * from another thread as from a callback: what has begun goes on to its end, nothing new begins, and the memory is
 * released with the last separation.
 */
public final class Separator implements AutoCloseable {

    /** How many samples of a song in memory are taken at once. */
    private static final int BLOCK = 1 << 16;

    private static final String IN_MEMORY = "The song";

    private final ModelCard card;
    private final LoadedModel<SeparationNetwork> model;

    private Separator(InstalledModel installed, ModelOptions options) {
        card = installed.card();
        Device device = PyTorch.device(options.device(), options.threads());
        model = LoadedModel.load(
                "separator", card.name(), device, manager -> SeparationNetwork.load(installed, manager));
    }

    /**
     * Loads a model in the usual way.
     *
     * @param model the name of one in the store of the environment, fetched if it is not there yet, or a directory that
     *     holds one
     * @return the separator
     * @throws MirException if there is no such model, it cannot be fetched, or as {@link #load(InstalledModel, ModelOptions)}
     */
    public static Separator load(String model) {
        return load(model, ModelOptions.standard());
    }

    /**
     * Loads a model.
     *
     * @param model the name of one in the store, fetched if it is not there yet, or a directory that holds one
     * @param options from which store, and where it runs
     * @return the separator
     * @throws MirException if there is no such model, it cannot be fetched, or as {@link #load(InstalledModel, ModelOptions)}
     */
    public static Separator load(String model, ModelOptions options) {
        return load(options.store().requireHere(model), options);
    }

    /**
     * Loads a model.
     *
     * @param model from a store, or from a directory
     * @param options where it runs
     * @return the separator
     * @throws MirException if the model is no separator, its weights are damaged or do not fit the card, or there is no
     *     such device
     */
    public static Separator load(InstalledModel model, ModelOptions options) {
        return new Separator(model, options);
    }

    /**
     * What the model is.
     *
     * @return its card
     */
    public ModelCard card() {
        return card;
    }

    /**
     * Separates a song into files: all its stems, as WAV of 16 bits, named like the stems.
     *
     * @param song its file
     * @param directory where the stems go; it is made if it is not there
     * @return what was written
     * @throws MirException as {@link #separate(Path, Path, SeparationOptions)}
     * @throws IllegalStateException if this separator has been closed
     */
    public SeparatedFiles separate(Path song, Path directory) {
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
     * @throws MirException if the song cannot be read, a file cannot be written, the model has no such stem, fails, or
     *     leaves the mixture unchanged, or the thread is interrupted; then nothing is left of the stems
     * @throws IllegalStateException if this separator has been closed
     */
    public SeparatedFiles separate(Path song, Path directory, SeparationOptions options) {
        return new FileSeparation(this, options).separate(song, directory);
    }

    /**
     * Separates a file, block by block.
     *
     * @param song how to read it
     * @param parts receives each piece of the song with its stems, in order
     * @throws MirException if the file cannot be read, the model fails, or the thread is interrupted
     * @throws IllegalStateException if this separator has been closed
     */
    public void separate(AudioReader song, Consumer<StemAudio> parts) {
        String name = song.file().toString();
        whileOpen(name, network -> {
            List<SongLevel> levels = levels(network, song);
            try (AudioStream audio = song.open()) {
                separate(network, name, audio::next, levels, parts);
            }
        });
    }

    /** Reads a song once before, where the model wants to know how loud it is. */
    private static List<SongLevel> levels(SeparationNetwork network, AudioReader song) {
        if (!SongLevels.areNeededBy(network.task())) {
            return List.of();
        }
        try (AudioStream audio = song.notices(notice -> {}).open()) {
            return levels(network, audio::next);
        }
    }

    private static List<SongLevel> levels(SeparationNetwork network, Supplier<Optional<Waveform>> blocks) {
        try (SongLevels levels = new SongLevels(network.task())) {
            for (Optional<Waveform> block = blocks.get(); block.isPresent(); block = blocks.get()) {
                levels.add(block.get());
            }
            return levels.finish();
        }
    }

    /**
     * Separates a song that comes in blocks from elsewhere.
     *
     * @param name of the song, for messages
     * @param blocks gives the next block, all of one rate and number of channels, and nothing after the last
     * @param parts receives each piece of the song with its stems, in order
     * @throws MirException if there is no block, a sample is not finite, the model fails, or the thread is interrupted
     * @throws IllegalStateException if this separator has been closed
     */
    public void separate(String name, Supplier<Optional<Waveform>> blocks, Consumer<StemAudio> parts) {
        Supplier<Optional<Waveform>> finite = new FiniteBlocks(name, blocks);
        whileOpen(name, network -> {
            if (!SongLevels.areNeededBy(network.task())) {
                separate(network, name, finite, List.of(), parts);
                return;
            }
            try (SongSpool song = new SongSpool(finite)) {
                List<SongLevel> levels = levels(network, song.blocks());
                separate(network, name, song.blocks(), levels, parts);
            }
        });
    }

    /**
     * Separates a song in memory.
     *
     * @param song any rate and number of channels, at least one sample
     * @return the song and its stems
     * @throws MirException if a sample is not finite, the model fails, or the thread is interrupted
     * @throws IllegalStateException if this separator has been closed
     */
    public StemAudio separate(Waveform song) {
        return separate(song, ProgressListener.none());
    }

    /**
     * Separates a song in memory.
     *
     * @param song any rate and number of channels, at least one sample
     * @param listener is told how it goes on
     * @return the song and its stems
     * @throws MirException if a sample is not finite, the model fails, or the thread is interrupted
     * @throws IllegalStateException if this separator has been closed
     */
    public StemAudio separate(Waveform song, ProgressListener listener) {
        Map<String, Waveform> stems = new LinkedHashMap<>();
        int[] done = {0};
        int[] given = {0};
        separate(
                IN_MEMORY,
                () -> {
                    int from = given[0];
                    given[0] = from + Math.min(BLOCK, song.length() - from);
                    return from == given[0] ? Optional.empty() : Optional.of(song.slice(from, given[0]));
                },
                part -> {
                    part.stems().forEach((name, stem) -> {
                        Waveform whole = stems.computeIfAbsent(
                                name,
                                absent -> new Waveform(
                                        new float[song.channels().length][song.length()], song.sampleRate()));
                        for (int c = 0; c < whole.channels().length; c++) {
                            System.arraycopy(stem.channels()[c], 0, whole.channels()[c], done[0], stem.length());
                        }
                    });
                    done[0] += part.mixture().length();
                    double seconds = (double) done[0] / song.sampleRate();
                    listener.progressed(Progress.of(IN_MEMORY, seconds, song.duration()));
                });
        return new StemAudio(song, stems);
    }

    private static void separate(
            SeparationNetwork model,
            String name,
            Supplier<Optional<Waveform>> blocks,
            List<SongLevel> levels,
            Consumer<StemAudio> parts) {
        Optional<Waveform> block = blocks.get();
        Waveform first = block.orElseThrow(() -> new AudioException(name + " has no samples; expected at least one."));
        int channels = first.channels().length;
        try (SeparationStream stream = new SeparationStream(model, name, first.sampleRate(), channels, levels)) {
            for (; block.isPresent(); block = blocks.get()) {
                stream.push(block.get()).forEach(parts);
            }
            stream.finish().forEach(parts);
        }
    }

    /** Blocks whose samples are finite; those of an {@link AudioReader} are. */
    private static final class FiniteBlocks implements Supplier<Optional<Waveform>> {

        private final String name;
        private final Supplier<Optional<Waveform>> blocks;
        private long passed;

        FiniteBlocks(String name, Supplier<Optional<Waveform>> blocks) {
            this.name = name;
            this.blocks = blocks;
        }

        @Override
        public Optional<Waveform> get() {
            Optional<Waveform> block = blocks.get();
            block.ifPresent(this::requireFinite);
            return block;
        }

        private void requireFinite(Waveform block) {
            block.notFinite().ifPresent(sample -> {
                throw new AudioException(String.format(
                        Locale.ROOT,
                        "%s holds a sample that is not finite (%s in channel %d at %.2f s); expected numbers,"
                                + " nominally from -1 to 1.",
                        name,
                        sample.value(),
                        sample.channel() + 1,
                        (double) (passed + sample.index()) / block.sampleRate()));
            });
            passed += block.length();
        }
    }

    private void whileOpen(String song, Consumer<SeparationNetwork> separation) {
        model.use(song, "separated", network -> {
            separation.accept(network);
            return null;
        });
    }

    /**
     * Lets no separation begin any more, and releases the network and all native memory with the last one that runs.
     * Returns at once.
     */
    @Override
    public void close() {
        model.close();
    }
}
