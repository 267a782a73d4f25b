// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.separation;

import java.util.OptionalDouble;
import org.mir4j.core.error.ModelException;
import org.mir4j.models.card.ModelCard;
import org.mir4j.models.card.WaveformTask;
import org.mir4j.models.card.WaveformTask.Chunks;
import org.mir4j.models.store.InstalledModel;
import org.mir4j.models.waveform.BagSettings;
import org.mir4j.models.waveform.HtDemucsSettings;
import org.mir4j.models.waveform.WaveformNetworkSettings;

/**
 * How songs are cut for a separator of waveforms, where it is not as its card says.
 *
 * @param shifts how many times a song is separated, each time shifted by a random part of half a second, and the stems
 *     averaged; 0 for once, as it is
 * @param overlap the part of a chunk that it shares with the next one, at least 0 and less than 1; else the card's
 * @param segment seconds of a chunk; else the card's
 */
public record ChunkOptions(int shifts, OptionalDouble overlap, OptionalDouble segment) {

    /**
     * A model with songs cut in this way.
     *
     * @param model any separator
     * @return the model with a card that says so; the same model where nothing is said
     * @throws ModelException if the model does not cut songs into chunks, or cannot cut them so
     */
    public InstalledModel apply(InstalledModel model) {
        if (shifts == 0 && overlap.isEmpty() && segment.isEmpty()) {
            return model;
        }
        ModelCard card = model.card();
        if (!(card.separation() instanceof WaveformTask task)) {
            throw new ModelException(
                    "The model " + card.name() + " masks spectrograms, in segments that its card tells:"
                            + " shifts, overlap and segment are for separators of waveforms, such as htdemucs.");
        }
        try {
            Chunks chunks = new Chunks(
                    samples(task),
                    overlap.orElse(task.chunks().overlap()),
                    task.chunks().fade(),
                    shifts);
            requireTrained(task.network(), chunks.samples(), task.sampleRate());
            return new InstalledModel(
                    card.with(new WaveformTask(
                            task.sampleRate(),
                            task.channels(),
                            task.network(),
                            task.stems(),
                            chunks,
                            task.normalised())),
                    model.weightsFile());
        } catch (IllegalArgumentException e) {
            throw new ModelException("The model " + card.name() + " cannot cut songs so: " + e.getMessage() + ".", e);
        }
    }

    private int samples(WaveformTask task) {
        return segment.isPresent()
                ? (int) (segment.getAsDouble() * task.sampleRate())
                : task.chunks().samples();
    }

    private static void requireTrained(WaveformNetworkSettings network, int samples, int rate) {
        if (network instanceof BagSettings bag) {
            bag.members().forEach(member -> requireTrained(member.network(), samples, rate));
        }
        if (network instanceof HtDemucsSettings transformer
                && transformer.samples() > 0
                && samples > transformer.samples()) {
            throw new IllegalArgumentException("its transformer was trained with segments of "
                    + (double) transformer.samples() / rate + " s, and takes none that are longer");
        }
    }
}
