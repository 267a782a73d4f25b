// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.tagging;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.mir4j.audio.io.AudioReader;
import org.mir4j.audio.window.AudioWindow;
import org.mir4j.audio.window.WindowReader;
import org.mir4j.audio.window.Windowing;
import org.mir4j.core.audio.Waveform;
import org.mir4j.core.error.AudioException;
import org.mir4j.core.error.MirException;
import org.mir4j.core.error.ModelException;
import org.mir4j.core.tagging.Embeddings;
import org.mir4j.core.tagging.Taggram;
import org.mir4j.models.ModelOptions;
import org.mir4j.models.Progress;
import org.mir4j.models.card.ModelCard;
import org.mir4j.models.engine.LoadedModel;
import org.mir4j.models.engine.PyTorch;
import org.mir4j.models.network.NetworkSettings.PoolingLevel;
import org.mir4j.models.store.InstalledModel;

/**
 * Tags recordings with one model.
 *
 * <pre>{@code
 * try (Tagger tagger = Tagger.load("mir-tagger-1")) {
 *     tagger.tag(Path.of("song.mp3")).top(5).forEach(System.out::println);
 * }
 * }</pre>
 *
 * <p>Files are read in blocks and scored window by window, so that memory does not grow with their length. Several
 * threads may use one tagger. A thread that is interrupted gives up with a {@link MirException}, and stays interrupted.
 *
 * <p>It owns native memory: close it. Whoever closes it waits for nobody, and may do so while recordings are being tagged:
 * a recording that has begun is tagged to its end, none begins any more, and the memory is released with the last.
 */
public final class Tagger implements AutoCloseable {

    private static final int CORES_A_DECODER = 2;

    private static final String IN_MEMORY = "The waveform";

    private final ModelCard card;
    private final LoadedModel<ScoringNetwork> model;
    private final int batchSize;
    private final int decoders;

    private Tagger(InstalledModel installed, ModelOptions options) {
        card = installed.card();
        Device device = PyTorch.device(options.device(), options.threads());
        model = LoadedModel.load(
                "tagger", card.name(), device, manager -> ScoringNetwork.load(installed, manager, options.batch()));
        batchSize = model.use(card.name(), "loaded", ScoringNetwork::batchSize);
        int cores = options.threads().orElse(Runtime.getRuntime().availableProcessors());
        decoders = Math.max(1, cores / CORES_A_DECODER);
    }

    /**
     * Loads a model in the usual way.
     *
     * @param model the name of one in the store of the environment, fetched if it is not there yet, or a directory that
     *     holds one
     * @return the tagger
     * @throws MirException if there is no such model, it cannot be fetched, or as {@link #load(InstalledModel, ModelOptions)}
     */
    public static Tagger load(String model) {
        return load(model, ModelOptions.standard());
    }

    /**
     * Loads a model.
     *
     * @param model the name of one in the store, fetched if it is not there yet, or a directory that holds one
     * @param options from which store, and where it runs
     * @return the tagger
     * @throws MirException if there is no such model, it cannot be fetched, or as {@link #load(InstalledModel, ModelOptions)}
     */
    public static Tagger load(String model, ModelOptions options) {
        return load(options.store().requireHere(model), options);
    }

    /**
     * Loads a model.
     *
     * @param model from a store, or from a directory
     * @param options where it runs
     * @return the tagger
     * @throws MirException if the model is no tagger, its weights are damaged or do not fit the card, or there is no such
     *     device
     */
    public static Tagger load(InstalledModel model, ModelOptions options) {
        return new Tagger(model, options);
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
     * Tags one file, cut into consecutive windows.
     *
     * @param file an audio file
     * @return its tags over time
     * @throws MirException as {@link #tag(AudioReader, TaggingOptions)}
     * @throws IllegalStateException if this tagger has been closed
     */
    public Taggram tag(Path file) {
        return tag(file, TaggingOptions.standard());
    }

    /**
     * Tags one file.
     *
     * @param file an audio file
     * @param options how it is cut, and who is told how it goes on
     * @return its tags over time
     * @throws MirException as {@link #tag(AudioReader, TaggingOptions)}
     * @throws IllegalStateException if this tagger has been closed
     */
    public Taggram tag(Path file, TaggingOptions options) {
        return tag(AudioReader.of(file), options);
    }

    /**
     * Tags what a reader reads.
     *
     * @param source a file, and what of it; its rate and channels are brought to the model's
     * @param options how it is cut, and who is told how it goes on
     * @return its tags over time, from the start of what is read
     * @throws AudioException if it cannot be read
     * @throws ModelException if the model gives no scores for it
     * @throws MirException if PyTorch fails, or the thread is interrupted
     * @throws IllegalStateException if this tagger has been closed
     */
    public Taggram tag(AudioReader source, TaggingOptions options) {
        List<TaggingResult> results = new ArrayList<>();
        tagEach(List.of(source), options, results::add);
        if (results.get(0) instanceof TaggingResult.Failed failed) {
            throw failed.error();
        }
        return ((TaggingResult.Tagged) results.get(0)).taggram();
    }

    /**
     * Tags samples in memory, cut into consecutive windows.
     *
     * @param samples of any rate and number of channels; they are resampled and mixed as those of a file are
     * @return their tags over time, the same as those of a file with these samples
     * @throws MirException as {@link #tag(Waveform, TaggingOptions)}
     * @throws IllegalStateException if this tagger has been closed
     */
    public Taggram tag(Waveform samples) {
        return tag(samples, TaggingOptions.standard());
    }

    /**
     * Tags samples in memory.
     *
     * @param samples of any rate and number of channels; they are resampled and mixed as those of a file are
     * @param options how they are cut, and who is told how it goes on
     * @return their tags over time, the same as those of a file with these samples
     * @throws AudioException if there is no sample, one is not finite, or there are too few (about a hundred) to resample
     * @throws ModelException if the model gives no scores for them
     * @throws MirException if PyTorch fails, or the thread is interrupted
     * @throws IllegalStateException if this tagger has been closed
     */
    public Taggram tag(Waveform samples, TaggingOptions options) {
        try (WindowReader reader = open(samples, options)) {
            return taggram(IN_MEMORY, WindowSource.of(reader), options);
        }
    }

    /**
     * Tags many files. Decoding runs ahead on other threads; one file that cannot be read does not stop the others.
     *
     * @param files the files
     * @param options how each is cut, and who is told how it goes on
     * @param results receives what became of each file, on the calling thread, in the order of the files
     * @throws MirException if the thread is interrupted; then no further result comes
     * @throws IllegalStateException if this tagger has been closed
     */
    public void tagAll(Iterable<Path> files, TaggingOptions options, Consumer<TaggingResult> results) {
        Iterator<Path> order = files.iterator();
        tagEach(() -> new Readers(order), options, results);
    }

    /** Readers of all of each file, made when it is its turn. */
    private record Readers(Iterator<Path> files) implements Iterator<AudioReader> {

        @Override
        public boolean hasNext() {
            return files.hasNext();
        }

        @Override
        public AudioReader next() {
            return AudioReader.of(files.next());
        }
    }

    /**
     * Tags what many readers read, as {@link #tagAll} does whole files.
     *
     * @param sources files, and what of each
     * @param options how each is cut, and who is told how it goes on
     * @param results receives what became of each file, on the calling thread, in the order of the readers
     * @throws MirException if the thread is interrupted; then no further result comes
     * @throws IllegalStateException if this tagger has been closed
     */
    public void tagEach(Iterable<AudioReader> sources, TaggingOptions options, Consumer<TaggingResult> results) {
        Iterator<AudioReader> order = sources.iterator();
        try (DecodeAhead ahead = new DecodeAhead(order, file -> open(file, options), decoders, 2 * batchSize)) {
            while (ahead.hasNext()) {
                TaggingResult result;
                try (FileWindows windows = ahead.next()) {
                    result = result(windows, options);
                }
                results.accept(result);
            }
        }
    }

    private TaggingResult result(FileWindows windows, TaggingOptions options) {
        try {
            Taggram taggram = taggram(windows.file().toString(), windows, options);
            windows.notices().forEach(options.listener()::noticed);
            return new TaggingResult.Tagged(windows.file(), taggram, windows.notices());
        } catch (MirException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw e; // it is no fault of the file, and the others are given up too
            }
            return new TaggingResult.Failed(windows.file(), e);
        }
    }

    /**
     * Tags some of the consecutive windows of what a reader reads, for recordings so long that several processes share one:
     * every {@code parts}-th window, so that parts are as large as each other whatever the length. {@link TaggedPart#join}
     * puts them together. All of the recording is decoded for each, so that the windows are those of the whole.
     *
     * @param source a file, and what of it; its rate and channels are brought to the model's
     * @param part the number of the part, from 0
     * @param parts how many there are, from 1
     * @param options who is told how it goes on; however they cut, windows are consecutive
     * @return the windows and their scores
     * @throws IllegalArgumentException if there is no such part
     * @throws AudioException if it cannot be read
     * @throws ModelException if the model gives no scores for it
     * @throws MirException if PyTorch fails, or the thread is interrupted
     * @throws IllegalStateException if this tagger has been closed
     */
    public TaggedPart tagPart(AudioReader source, int part, int parts, TaggingOptions options) {
        if (part < 0 || part >= parts) {
            throw new IllegalArgumentException("of " + parts + " parts there is no part " + part);
        }
        String name = source.file().toString();
        try (WindowReader reader = open(source, options.withWindowing(new Windowing.Consecutive()))) {
            WindowSource windows = WindowSource.every(WindowSource.of(reader), part, parts);
            return new TaggedPart(scored(name, windows, options), seconds(reader.samples()));
        }
    }

    /**
     * Gives the vectors that the model's classifier receives of a file, cut into consecutive windows.
     *
     * @param file an audio file
     * @return one vector per window
     * @throws MirException as {@link #embeddings(AudioReader, TaggingOptions)}
     * @throws IllegalStateException if this tagger has been closed
     */
    public Embeddings embeddings(Path file) {
        return embeddings(AudioReader.of(file), TaggingOptions.standard());
    }

    /**
     * Gives the vectors that the model's classifier receives of what a reader reads.
     *
     * @param source a file, and what of it; its rate and channels are brought to the model's
     * @param options how it is cut, and who is told how it goes on
     * @return one vector per window
     * @throws AudioException if it cannot be read
     * @throws ModelException if the model has no such vectors, because it pools scores
     * @throws MirException if PyTorch fails, or the thread is interrupted
     * @throws IllegalStateException if this tagger has been closed
     */
    public Embeddings embeddings(AudioReader source, TaggingOptions options) {
        AudioReader told = source.notices(notice -> {
            source.notices().accept(notice);
            options.listener().noticed(notice);
        });
        requireEmbeddings();
        try (WindowReader reader = open(told, options)) {
            return embeddings(source.file().toString(), WindowSource.of(reader), options);
        }
    }

    /**
     * Gives the vectors that the model's classifier receives of samples in memory, cut into consecutive windows.
     *
     * @param samples of any rate and number of channels; they are resampled and mixed as those of a file are
     * @return one vector per window
     * @throws MirException as {@link #embeddings(Waveform, TaggingOptions)}
     * @throws IllegalStateException if this tagger has been closed
     */
    public Embeddings embeddings(Waveform samples) {
        return embeddings(samples, TaggingOptions.standard());
    }

    /**
     * Gives the vectors that the model's classifier receives of samples in memory.
     *
     * @param samples of any rate and number of channels; they are resampled and mixed as those of a file are
     * @param options how they are cut, and who is told how it goes on
     * @return one vector per window
     * @throws AudioException if there is no sample, one is not finite, or there are too few (about a hundred) to resample
     * @throws ModelException if the model has no such vectors, because it pools scores
     * @throws MirException if PyTorch fails, or the thread is interrupted
     * @throws IllegalStateException if this tagger has been closed
     */
    public Embeddings embeddings(Waveform samples, TaggingOptions options) {
        requireEmbeddings();
        try (WindowReader reader = open(samples, options)) {
            return embeddings(IN_MEMORY, WindowSource.of(reader), options);
        }
    }

    private void requireEmbeddings() {
        if (card.layers().level() != PoolingLevel.EMBEDDINGS) {
            throw new ModelException(
                    "The model " + card.name() + " gives no embeddings: it scores each frame, and pools"
                            + " scores; choose a model that pools what its encoder gives.");
        }
    }

    private WindowReader open(AudioReader source, TaggingOptions options) {
        AudioReader reader = source.atRate(card.tagging().frontEnd().sampleRate());
        return WindowReader.open(
                reader,
                card.tagging().windowSamples(),
                options.windowing(),
                card.tagging().shortClips());
    }

    private WindowReader open(Waveform samples, TaggingOptions options) {
        return WindowReader.of(
                samples,
                card.tagging().frontEnd().sampleRate(),
                card.tagging().windowSamples(),
                options.windowing(),
                card.tagging().shortClips());
    }

    private Taggram taggram(String name, WindowSource source, TaggingOptions options) {
        List<Taggram.Window> windows = scored(name, source, options);
        return new Taggram(
                card.tagging().labels(),
                seconds(source.samples()),
                card.tagging().windowSeconds(),
                card.tagging().aggregation(),
                windows);
    }

    private List<Taggram.Window> scored(String name, WindowSource source, TaggingOptions options) {
        return walk(name, source, options, ScoringNetwork::score).stream()
                .map(rated -> new Taggram.Window(rated.start(), rated.end(), rated.value()))
                .toList();
    }

    private Embeddings embeddings(String name, WindowSource source, TaggingOptions options) {
        List<Embeddings.Window> windows = walk(name, source, options, ScoringNetwork::embeddings).stream()
                .map(rated -> new Embeddings.Window(rated.start(), rated.end(), rated.value()))
                .toList();
        return new Embeddings(seconds(source.samples()), card.tagging().windowSeconds(), windows);
    }

    /** What a network gives of windows: one value for each. */
    private interface Rating<V> {
        List<V> of(ScoringNetwork network, List<AudioWindow> windows, NDManager manager);
    }

    /** What a network gave of a window, and where it is in the recording. */
    private record Rated<V>(double start, double end, V value) {}

    /** Goes through a recording, batch by batch. */
    private <V> List<Rated<V>> walk(String name, WindowSource source, TaggingOptions options, Rating<V> rating) {
        return model.use(name, "tagged", network -> {
            List<Rated<V>> rated = new ArrayList<>();
            List<AudioWindow> batch = new ArrayList<>();
            Optional<AudioWindow> window = source.next();
            while (window.isPresent()) {
                batch.add(window.get());
                window = source.next();
                if (batch.size() == batchSize || window.isEmpty()) {
                    requireNoInterruption(name);
                    rated.addAll(rated(name, batch, windows -> rating.of(network, windows, model.manager())));
                    batch.clear();
                    double seconds = rated.get(rated.size() - 1).end();
                    options.listener().progressed(Progress.of(name, seconds, source.expectedSeconds()));
                }
            }
            return rated;
        });
    }

    private static void requireNoInterruption(String name) {
        if (Thread.currentThread().isInterrupted()) {
            throw new MirException("The tagging of " + name + " was interrupted.");
        }
    }

    private <V> List<Rated<V>> rated(
            String name, List<AudioWindow> batch, Function<List<AudioWindow>, List<V>> rating) {
        List<V> values;
        try {
            values = rating.apply(batch);
        } catch (ModelException e) {
            throw new ModelException(name + " cannot be tagged: " + e.getMessage(), e);
        }
        List<Rated<V>> rated = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            long start = batch.get(i).start();
            long end = start + batch.get(i).recorded();
            rated.add(new Rated<>(seconds(start), seconds(end), values.get(i)));
        }
        return rated;
    }

    private double seconds(long samples) {
        return (double) samples / card.tagging().frontEnd().sampleRate();
    }

    /** How many arrays live in native memory. */
    int arrays() {
        return model.arrays();
    }

    /**
     * Lets no recording begin any more, and releases the network and all native memory with the last one that is being
     * tagged. Returns at once.
     */
    @Override
    public void close() {
        model.close();
    }
}
