// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.separation;

import ai.djl.Device;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.mir4j.audio.io.AudioReader;
import org.mir4j.audio.io.AudioStream;
import org.mir4j.audio.io.AudioWriter;
import org.mir4j.core.audio.Waveform;
import org.mir4j.core.error.AudioException;
import org.mir4j.core.error.MirException;
import org.mir4j.models.ModelOptions;
import org.mir4j.models.card.ModelCard;
import org.mir4j.models.engine.LoadedModel;
import org.mir4j.models.engine.PyTorch;
import org.mir4j.models.store.InstalledModel;

/**
 * Separates songs into stems with one model.
 *
 * <pre>{@code
 * try (Separator separator = Separator.load("mir-vocals-2")) {
 *     separator.separate(Path.of("song.mp3"), Path.of("stems"));
 * }
 * }</pre>
 */
public final class Separator implements SongSeparator {

    private final ModelCard card;
    private final LoadedModel<SeparationNetwork> model;
    private final Object folders = new Object();

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

    @Override
    public String name() {
        return card.name();
    }

    @Override
    public List<String> outputs() {
        return card.separation().outputs();
    }

    @Override
    public SeparatedFiles separate(Path song, Path directory, SeparationOptions options) {
        return files(options, AudioWriter::new).separate(song, directory);
    }

    /** The same with writers that are opened in another way. */
    FileSeparation files(SeparationOptions options, StemFile.Opening opening) {
        StemSelection selection = options.selection(outputs());
        return new FileSeparation(
                selection.names(), (song, parts) -> separate(song, selection, parts), options, opening, folders);
    }

    /** Separates a song into the stems of a selection, and refuses to leave the mixture unchanged. */
    private void separate(AudioReader song, StemSelection selection, Consumer<StemAudio> parts) {
        PassthroughCheck passthrough = new PassthroughCheck();
        separate(song, part -> {
            passthrough.add(part);
            parts.accept(selection.of(part));
        });
        passthrough.requireSeparation(song.file(), name());
    }

    @Override
    public void separate(AudioReader song, Consumer<StemAudio> parts) {
        String name = song.file().toString();
        whileOpen(name, network -> {
            List<SongLevel> levels =
                    SongLevels.of(List.of(network.task()), song).get(0);
            try (AudioStream audio = song.open()) {
                separate(network, name, audio::next, levels, parts);
            }
        });
    }

    @Override
    public void separate(String name, Supplier<Optional<Waveform>> blocks, Consumer<StemAudio> parts) {
        Supplier<Optional<Waveform>> finite = new FiniteBlocks(name, blocks);
        whileOpen(name, network -> {
            if (!SongLevels.areNeededBy(network.task())) {
                separate(network, name, finite, List.of(), parts);
                return;
            }
            try (SongSpool song = new SongSpool(finite)) {
                List<SongLevel> levels = SongLevels.of(network.task(), song.blocks());
                separate(network, name, song.blocks(), levels, parts);
            }
        });
    }

    private static void separate(
            SeparationNetwork model,
            String name,
            Supplier<Optional<Waveform>> blocks,
            List<SongLevel> levels,
            Consumer<StemAudio> parts) {
        Waveform first =
                blocks.get().orElseThrow(() -> new AudioException(name + " has no samples; expected at least one."));
        int channels = first.channels().length;
        try (SeparationStream stream = new SeparationStream(model, name, first.sampleRate(), channels, levels)) {
            new SongPipeline(name, stream, first, blocks).run(parts);
        }
    }

    /** Blocks whose samples are finite; those of an {@link AudioReader} are. */
    static final class FiniteBlocks implements Supplier<Optional<Waveform>> {

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

    /** Lets a song use the network. */
    void whileOpen(String song, Consumer<SeparationNetwork> separation) {
        model.use(song, "separated", network -> {
            separation.accept(network);
            return null;
        });
    }

    @Override
    public void close() {
        model.close();
    }
}
