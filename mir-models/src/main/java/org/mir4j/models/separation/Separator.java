package org.mir4j.models.separation;

import ai.djl.engine.EngineException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.mir4j.audio.io.AudioReader;
import org.mir4j.audio.io.AudioStream;
import org.mir4j.core.audio.Waveform;
import org.mir4j.core.error.MirException;
import org.mir4j.models.card.ModelCard;
import org.mir4j.models.engine.PyTorch;
import org.mir4j.models.store.InstalledModel;

/**
 * Takes songs apart into stems with one model.
 *
 * <p>Songs of any rate and number of channels come and go in blocks, so that memory does not grow with their length.
 * Several threads may use one separator. It owns native memory: close it.
 */
public final class Separator implements AutoCloseable {

    private final ModelCard card;
    private final MaskingModel model;
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private boolean closed;

    private Separator(InstalledModel model, PyTorch.Place place) {
        card = model.card();
        this.model = new MaskingModel(model, PyTorch.device(place));
    }

    /**
     * Loads a model.
     *
     * @param model from a store
     * @param place where its network runs
     * @return the separator
     * @throws MirException if the model is no separator, its weights are damaged or do not fit the card, or there is no
     *     such place
     */
    public static Separator load(InstalledModel model, PyTorch.Place place) {
        return new Separator(model, place);
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
     * Takes a file apart, block by block.
     *
     * @param song how to read it
     * @param parts hears of each piece of the song with its stems, in order
     * @throws MirException if the file cannot be read, or the model fails
     * @throws IllegalStateException if this separator has been closed
     */
    public void separate(AudioReader song, Consumer<StemAudio> parts) {
        whileOpen(song.file().toString(), () -> {
            try (AudioStream audio = song.open()) {
                Optional<Waveform> block = audio.next();
                Waveform first = block.orElseThrow(); // a file without samples is refused
                try (SeparationStream stream = stream(first)) {
                    for (; block.isPresent(); block = audio.next()) {
                        stream.push(block.get()).forEach(parts);
                    }
                    stream.finish().forEach(parts);
                }
            }
            return null;
        });
    }

    /**
     * Takes a song in memory apart.
     *
     * @param song any rate and number of channels, at least one sample
     * @return the song and its stems
     * @throws MirException if the model fails
     * @throws IllegalStateException if this separator has been closed
     */
    public StemAudio separate(Waveform song) {
        return whileOpen("The song", () -> {
            try (SeparationStream stream = stream(song)) {
                List<StemAudio> parts = new ArrayList<>(stream.push(song));
                parts.addAll(stream.finish());
                return joined(song, parts);
            }
        });
    }

    private SeparationStream stream(Waveform song) {
        return new SeparationStream(model, song.sampleRate(), song.channels().length);
    }

    private <T> T whileOpen(String song, Supplier<T> separation) {
        lock.readLock().lock();
        try {
            if (closed) {
                throw new IllegalStateException("the separator with the model " + card.name() + " has been closed");
            }
            return separation.get();
        } catch (EngineException e) {
            throw new MirException(
                    song + " cannot be separated, because PyTorch failed with the model " + card.name() + ": "
                            + e.getMessage(),
                    e);
        } finally {
            lock.readLock().unlock();
        }
    }

    private static StemAudio joined(Waveform song, List<StemAudio> parts) {
        Map<String, Waveform> stems = new LinkedHashMap<>();
        for (String stem : parts.get(0).stems().keySet()) {
            float[][] rows = new float[song.channels().length][song.length()];
            int at = 0;
            for (StemAudio part : parts) {
                float[][] piece = part.stems().get(stem).channels();
                for (int c = 0; c < rows.length; c++) {
                    System.arraycopy(piece[c], 0, rows[c], at, piece[c].length);
                }
                at += part.mixture().length();
            }
            stems.put(stem, new Waveform(rows, song.sampleRate()));
        }
        return new StemAudio(song, stems);
    }

    /** Releases the network and all native memory, once no thread is separating any more. */
    @Override
    public void close() {
        lock.writeLock().lock();
        try {
            closed = true;
            model.close();
        } finally {
            lock.writeLock().unlock();
        }
    }
}
