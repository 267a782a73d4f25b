// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.tagging;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.mir4j.audio.io.AudioReader;
import org.mir4j.audio.window.AudioWindow;
import org.mir4j.audio.window.WindowReader;
import org.mir4j.audio.window.Windowing;
import org.mir4j.core.error.AudioException;
import org.mir4j.core.error.MirException;
import org.mir4j.core.error.ModelException;
import org.mir4j.core.tagging.TagScores;
import org.mir4j.core.tagging.Taggram;
import org.mir4j.models.card.ModelCard;
import org.mir4j.models.engine.PyTorch;
import org.mir4j.models.store.InstalledModel;

/**
 * Tags recordings with one model.
 *
 * <p>Files are read in blocks and scored window by window, so that memory does not grow with their length. Several
 * threads may use one tagger. It owns native memory: close it.
 */
public final class Tagger implements AutoCloseable {

    private static final int CORES_A_DECODER = 2;

    private final ModelCard card;
    private final WindowScorer scorer;
    private final int batchSize;

    private Tagger(InstalledModel model, Device device) {
        card = model.card();
        scorer = new WindowScorer(model, device);
        batchSize = scorer.batchSize();
    }

    /**
     * Loads a model.
     *
     * @param model from a store
     * @param place where its network runs
     * @return the tagger
     * @throws MirException if the weights are damaged, do not fit the card, or there is no such place
     */
    public static Tagger load(InstalledModel model, PyTorch.Place place) {
        return new Tagger(model, PyTorch.device(place));
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
     * @throws AudioException if it cannot be read
     * @throws ModelException if the model gives no scores for it
     * @throws IllegalStateException if this tagger has been closed
     */
    public Taggram tag(Path file) {
        return tag(file, new Windowing.Consecutive());
    }

    /**
     * Tags one file.
     *
     * @param file an audio file
     * @param windowing how it is cut
     * @return its tags over time
     * @throws AudioException if it cannot be read
     * @throws ModelException if the model gives no scores for it
     * @throws IllegalStateException if this tagger has been closed
     */
    public Taggram tag(Path file, Windowing windowing) {
        return tag(AudioReader.of(file), windowing);
    }

    /**
     * Tags what a reader reads.
     *
     * @param source a file, and what of it; its rate and channels are brought to the model's
     * @param windowing how it is cut
     * @return its tags over time, from the start of what is read
     * @throws AudioException if it cannot be read
     * @throws ModelException if the model gives no scores for it
     * @throws IllegalStateException if this tagger has been closed
     */
    public Taggram tag(AudioReader source, Windowing windowing) {
        List<TaggingResult> results = new ArrayList<>();
        tagEach(List.of(source), windowing, results::add);
        if (results.get(0) instanceof TaggingResult.Failed failed) {
            throw failed.error();
        }
        return ((TaggingResult.Tagged) results.get(0)).taggram();
    }

    /**
     * Tags many files. Decoding runs ahead on other threads; one file that cannot be read does not stop the others.
     *
     * @param files the files
     * @param windowing how each is cut
     * @param listener is told of every file, on the calling thread
     * @throws IllegalStateException if this tagger has been closed
     */
    public void tagAll(Iterable<Path> files, Windowing windowing, TaggingListener listener) {
        Iterator<Path> order = files.iterator();
        tagEach(() -> new Readers(order), windowing, listener);
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
     * @param windowing how each is cut
     * @param listener is told of every file, on the calling thread, in the order of the readers
     * @throws IllegalStateException if this tagger has been closed
     */
    public void tagEach(Iterable<AudioReader> sources, Windowing windowing, TaggingListener listener) {
        int decoders = Math.max(1, Runtime.getRuntime().availableProcessors() / CORES_A_DECODER);
        Iterator<AudioReader> order = sources.iterator();
        try (DecodeAhead ahead = new DecodeAhead(order, file -> open(file, windowing), decoders, 2 * batchSize)) {
            while (ahead.hasNext()) {
                TaggingResult result;
                try (FileWindows windows = ahead.next()) {
                    result = result(windows, listener);
                }
                listener.finished(result);
            }
        }
    }

    private TaggingResult result(FileWindows windows, TaggingListener listener) {
        try {
            return new TaggingResult.Tagged(windows.file(), taggram(windows, listener), windows.notices());
        } catch (MirException e) {
            return new TaggingResult.Failed(windows.file(), e);
        }
    }

    private WindowReader open(AudioReader source, Windowing windowing) {
        AudioReader reader = source.atRate(card.tagging().frontEnd().sampleRate());
        return WindowReader.open(
                reader,
                card.tagging().windowSamples(),
                windowing,
                card.tagging().shortClips());
    }

    private Taggram taggram(FileWindows windows, TaggingListener listener) {
        List<AudioWindow> batch = new ArrayList<>();
        List<Taggram.Window> scored = new ArrayList<>();
        for (var window = windows.next(); window.isPresent(); window = windows.next()) {
            batch.add(window.get());
            if (batch.size() == batchSize) {
                scored.addAll(score(windows.file(), batch));
                batch.clear();
                listener.progressed(
                        windows.file(), scored.get(scored.size() - 1).end());
            }
        }
        scored.addAll(score(windows.file(), batch));
        return new Taggram(
                card.tagging().labels(),
                seconds(windows.samples()),
                card.tagging().windowSeconds(),
                scored);
    }

    private List<Taggram.Window> score(Path file, List<AudioWindow> batch) {
        if (batch.isEmpty()) {
            return List.of();
        }
        List<TagScores> scores = scores(file, batch);
        List<Taggram.Window> windows = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            long start = batch.get(i).start();
            long end = start + batch.get(i).recorded();
            windows.add(new Taggram.Window(seconds(start), seconds(end), scores.get(i)));
        }
        return windows;
    }

    private List<TagScores> scores(Path file, List<AudioWindow> batch) {
        try {
            return scorer.score(batch);
        } catch (ModelException e) {
            throw new ModelException(file + " cannot be tagged: " + e.getMessage(), e);
        } catch (EngineException e) {
            throw new MirException(
                    file + " cannot be tagged, because PyTorch failed with the model " + card.name() + ": "
                            + e.getMessage(),
                    e);
        }
    }

    private double seconds(long samples) {
        return (double) samples / card.tagging().frontEnd().sampleRate();
    }

    /** Releases the network and all native memory, once no thread is scoring any more. */
    @Override
    public void close() {
        scorer.close();
    }
}
