package org.mir4j.models.separation;

import ai.djl.engine.EngineException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.mir4j.audio.io.AudioReader;
import org.mir4j.audio.io.AudioStream;
import org.mir4j.core.audio.Waveform;
import org.mir4j.core.error.AudioException;
import org.mir4j.core.error.MirException;
import org.mir4j.models.card.ModelCard;
import org.mir4j.models.engine.PyTorch;
import org.mir4j.models.store.InstalledModel;

/**
 * Takes songs apart into stems with one model.
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
    private final SharedModel shared;

    private Separator(InstalledModel model, PyTorch.Place place) {
        card = model.card();
        shared = new SharedModel(new MaskingModel(model, PyTorch.device(place)), card.name());
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
     * @param parts receives each piece of the song with its stems, in order
     * @throws MirException if the file cannot be read, the model fails, or the thread is interrupted
     * @throws IllegalStateException if this separator has been closed
     */
    public void separate(AudioReader song, Consumer<StemAudio> parts) {
        String name = song.file().toString();
        whileOpen(name, model -> {
            try (AudioStream audio = song.open()) {
                separate(model, name, audio::next, parts);
            }
        });
    }

    /**
     * Takes a song apart that comes in blocks from elsewhere.
     *
     * @param name of the song, for messages
     * @param blocks gives the next block, all of one rate and number of channels, and nothing after the last
     * @param parts receives each piece of the song with its stems, in order
     * @throws MirException if there is no block, a sample is not finite, the model fails, or the thread is interrupted
     * @throws IllegalStateException if this separator has been closed
     */
    public void separate(String name, Supplier<Optional<Waveform>> blocks, Consumer<StemAudio> parts) {
        whileOpen(name, model -> separate(model, name, blocks, parts));
    }

    /**
     * Takes a song in memory apart.
     *
     * @param song any rate and number of channels, at least one sample
     * @return the song and its stems
     * @throws MirException if a sample is not finite, the model fails, or the thread is interrupted
     * @throws IllegalStateException if this separator has been closed
     */
    public StemAudio separate(Waveform song) {
        Map<String, Waveform> stems = new LinkedHashMap<>();
        int[] done = {0};
        int[] given = {0};
        separate(
                IN_MEMORY,
                () -> {
                    int from = given[0];
                    given[0] = from + Math.min(BLOCK, song.length() - from);
                    return from == given[0] ? Optional.empty() : Optional.of(piece(song, from, given[0]));
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
                });
        return new StemAudio(song, stems);
    }

    private static Waveform piece(Waveform song, int from, int to) {
        float[][] rows = new float[song.channels().length][];
        for (int c = 0; c < rows.length; c++) {
            rows[c] = Arrays.copyOfRange(song.channels()[c], from, to);
        }
        return new Waveform(rows, song.sampleRate());
    }

    private static void separate(
            MaskingModel model, String name, Supplier<Optional<Waveform>> blocks, Consumer<StemAudio> parts) {
        Optional<Waveform> block = blocks.get();
        Waveform first = block.orElseThrow(() -> new AudioException(name + " has no samples; expected at least one."));
        try (SeparationStream stream = new SeparationStream(model, name, first.sampleRate(), first.channels().length)) {
            for (; block.isPresent(); block = blocks.get()) {
                stream.push(block.get()).forEach(parts);
            }
            stream.finish().forEach(parts);
        }
    }

    private void whileOpen(String song, Consumer<MaskingModel> separation) {
        MaskingModel model = shared.enter();
        try {
            separation.accept(model);
        } catch (EngineException e) {
            throw new MirException(
                    song + " cannot be separated, because PyTorch failed with the model " + card.name() + ": "
                            + e.getMessage(),
                    e);
        } finally {
            shared.leave();
        }
    }

    /**
     * Lets no separation begin any more, and releases the network and all native memory with the last one that runs.
     * Returns at once.
     */
    @Override
    public void close() {
        shared.close();
    }
}
