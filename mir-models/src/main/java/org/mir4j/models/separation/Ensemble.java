// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.separation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.mir4j.audio.io.AudioReader;
import org.mir4j.audio.io.AudioStream;
import org.mir4j.audio.io.AudioWriter;
import org.mir4j.core.audio.Waveform;
import org.mir4j.core.error.AudioException;
import org.mir4j.core.error.MirException;
import org.mir4j.models.ModelOptions;
import org.mir4j.models.card.SeparationTask;
import org.mir4j.models.store.InstalledModel;

/**
 * Separates songs into stems with several models, whose stems are combined.
 *
 * <pre>{@code
 * try (Ensemble ensemble = Ensemble.load(List.of("htdemucs", "umxhq"), EnsembleOptions.mean(), ModelOptions.standard())) {
 *     ensemble.separate(Path.of("song.mp3"), Path.of("stems"));
 * }
 * }</pre>
 *
 * <p>All networks are loaded, and go through the song side by side, one after the other at each block: so nothing has to be
 * kept of a song but what the slowest of them has not come to, neither in memory nor on disk, and many songs need no model
 * loaded anew. The memory is that of all weights, of the largest network at work, and of a segment of each model.
 *
 * <p>A stem that only some of the models give is combined of those; what a single one gives stays as it is. Weights
 * are of the models that give the stem.
 */
public final class Ensemble implements SongSeparator {

    private final List<Separator> members;
    private final EnsembleOptions options;
    private final EnsembleStems all;
    private final Object folders = new Object();

    private Ensemble(List<Separator> members, EnsembleOptions options) {
        this.members = List.copyOf(members);
        this.options = options;
        all = EnsembleStems.all(stems(), false);
    }

    /**
     * Loads models.
     *
     * @param models names of some in the store, fetched if they are not there yet, or directories that hold one
     * @param how their stems are combined
     * @param options from which store, and where they run
     * @return the ensemble
     * @throws MirException as {@link Separator#load(String, ModelOptions)}
     * @throws IllegalArgumentException if there is no model, or there are not as many weights as models
     */
    public static Ensemble load(List<String> models, EnsembleOptions how, ModelOptions options) {
        return loadInstalled(
                models.stream().map(model -> options.store().requireHere(model)).toList(), how, options);
    }

    /**
     * Loads models.
     *
     * @param models from a store, or from directories
     * @param how their stems are combined
     * @param options where they run
     * @return the ensemble
     * @throws MirException as {@link Separator#load(InstalledModel, ModelOptions)}
     * @throws IllegalArgumentException if there is no model, or there are not as many weights as models
     */
    public static Ensemble loadInstalled(List<InstalledModel> models, EnsembleOptions how, ModelOptions options) {
        int weights = how.weights().size();
        if (models.isEmpty() || weights > 0 && weights != models.size()) {
            throw new IllegalArgumentException("an ensemble has at least one model and a weight for each, got "
                    + models.size() + " models and " + weights + " weights");
        }
        List<Separator> members = new ArrayList<>();
        try {
            models.forEach(model -> members.add(Separator.load(model, options)));
            return new Ensemble(members, how);
        } catch (RuntimeException | Error e) {
            members.forEach(Separator::close);
            throw e;
        }
    }

    /**
     * What models are called together.
     *
     * @param models of an ensemble, or one
     * @return their names, joined by {@code +}
     */
    public static String name(List<InstalledModel> models) {
        return models.stream().map(model -> model.card().name()).collect(Collectors.joining("+"));
    }

    private List<EnsembleStems.Member> stems() {
        return members.stream()
                .map(member -> new EnsembleStems.Member(member.name(), member.outputs()))
                .toList();
    }

    @Override
    public String name() {
        return members.stream().map(Separator::name).collect(Collectors.joining("+"));
    }

    @Override
    public List<String> outputs() {
        return all.names();
    }

    @Override
    public SeparatedFiles separate(Path song, Path directory, SeparationOptions files) {
        EnsembleStems stems = files.twoStems() == null
                ? EnsembleStems.all(stems(), files.residual())
                : EnsembleStems.two(stems(), files.twoStems(), files.residual());
        return new FileSeparation(
                        stems.names(),
                        (reader, parts) -> separateChecked(reader, stems, parts),
                        files,
                        AudioWriter::new,
                        folders)
                .separate(song, directory);
    }

    /** Refuses any model that leaves the mixture unchanged. */
    private void separateChecked(AudioReader song, EnsembleStems stems, Consumer<StemAudio> parts) {
        List<PassthroughCheck> checks =
                members.stream().map(member -> new PassthroughCheck()).toList();
        separate(song, stems, checks, parts);
        for (int member = 0; member < members.size(); member++) {
            checks.get(member)
                    .requireSeparation(song.file(), members.get(member).name());
        }
    }

    @Override
    public void separate(AudioReader song, Consumer<StemAudio> parts) {
        separate(song, all, List.of(), parts);
    }

    private void separate(
            AudioReader song, EnsembleStems stems, List<PassthroughCheck> checks, Consumer<StemAudio> parts) {
        String name = song.file().toString();
        whileOpen(name, networks -> {
            List<List<SongLevel>> levels = SongLevels.of(tasks(networks), song);
            try (AudioStream audio = song.open()) {
                new Passage(name, networks, levels, stems, checks).run(audio::next, parts);
            }
        });
    }

    @Override
    public void separate(String name, Supplier<Optional<Waveform>> blocks, Consumer<StemAudio> parts) {
        Supplier<Optional<Waveform>> finite = new Separator.FiniteBlocks(name, blocks);
        whileOpen(name, networks -> {
            if (networks.stream().noneMatch(network -> SongLevels.areNeededBy(network.task()))) {
                List<List<SongLevel>> none =
                        networks.stream().map(network -> List.<SongLevel>of()).toList();
                new Passage(name, networks, none, all, List.of()).run(finite, parts);
                return;
            }
            try (SongSpool song = new SongSpool(finite)) {
                List<List<SongLevel>> levels = SongLevels.of(tasks(networks), song.blocks());
                new Passage(name, networks, levels, all, List.of()).run(song.blocks(), parts);
            }
        });
    }

    private static List<SeparationTask> tasks(List<SeparationNetwork> networks) {
        return networks.stream().map(SeparationNetwork::task).toList();
    }

    /** Lets a song use all networks. */
    private void whileOpen(String song, Consumer<List<SeparationNetwork>> separation) {
        whileOpen(song, new ArrayList<>(), separation);
    }

    private void whileOpen(String song, List<SeparationNetwork> open, Consumer<List<SeparationNetwork>> separation) {
        if (open.size() == members.size()) {
            separation.accept(open);
            return;
        }
        members.get(open.size()).whileOpen(song, network -> {
            open.add(network);
            whileOpen(song, open, separation);
        });
    }

    @Override
    public void close() {
        members.forEach(Separator::close);
    }

    /**
     * The way of one song through all models.
     *
     * @param song its name, for messages
     * @param networks of the models
     * @param levels of the song for each of them
     * @param stems what is combined
     * @param checks of what each model gives; none if nobody asks
     */
    private final class Passage {

        private final String song;
        private final List<SeparationNetwork> networks;
        private final List<List<SongLevel>> levels;
        private final EnsembleStems stems;
        private final List<PassthroughCheck> checks;

        Passage(
                String song,
                List<SeparationNetwork> networks,
                List<List<SongLevel>> levels,
                EnsembleStems stems,
                List<PassthroughCheck> checks) {
            this.song = song;
            this.networks = networks;
            this.levels = levels;
            this.stems = stems;
            this.checks = checks;
        }

        void run(Supplier<Optional<Waveform>> blocks, Consumer<StemAudio> parts) {
            Optional<Waveform> block = blocks.get();
            Waveform first =
                    block.orElseThrow(() -> new AudioException(song + " has no samples; expected at least one."));
            int channels = first.channels().length;
            List<SeparationStream> streams = new ArrayList<>();
            try (EnsembleStream combined =
                    new EnsembleStream(stems, options, networks.size(), first.sampleRate(), channels)) {
                for (int model = 0; model < networks.size(); model++) {
                    streams.add(new SeparationStream(
                            networks.get(model), song, first.sampleRate(), channels, levels.get(model)));
                }
                for (; block.isPresent(); block = blocks.get()) {
                    Waveform piece = block.get();
                    for (int model = 0; model < streams.size(); model++) {
                        add(model, streams.get(model).push(piece), combined);
                    }
                    combined.ready(false).forEach(parts);
                }
                for (int model = 0; model < streams.size(); model++) {
                    add(model, streams.get(model).finish(), combined);
                }
                combined.ready(true).forEach(parts);
            } finally {
                streams.forEach(SeparationStream::close);
            }
        }

        private void add(int model, List<StemAudio> given, EnsembleStream combined) {
            for (StemAudio part : given) {
                if (!checks.isEmpty()) {
                    checks.get(model).add(part);
                }
                combined.add(model, stems.selection(model).of(part));
            }
        }
    }
}
