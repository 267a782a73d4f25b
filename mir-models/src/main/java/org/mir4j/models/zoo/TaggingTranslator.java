// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.zoo;

import ai.djl.modality.Classifications;
import ai.djl.modality.audio.Audio;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.translate.Batchifier;
import ai.djl.translate.Translator;
import ai.djl.translate.TranslatorContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mir4j.audio.io.Resampler;
import org.mir4j.audio.window.AudioWindow;
import org.mir4j.audio.window.Windowing;
import org.mir4j.core.audio.Waveform;
import org.mir4j.core.tagging.TagScores;
import org.mir4j.core.tagging.Taggram.Aggregation;
import org.mir4j.models.card.ModelCard;
import org.mir4j.models.tagging.ScoringNetwork;

/** From audio to windows, and from the windows' scores to those of the audio. */
final class TaggingTranslator implements Translator<Audio, Classifications> {

    private final ScoringNetwork network;
    private final Optional<Integer> windows;
    private final Optional<Integer> top;

    /**
     * @param network the model
     * @param windows how many windows to spread over the audio; empty for consecutive ones
     * @param top how many tags the result shows of itself; empty for DJL's default
     */
    TaggingTranslator(ScoringNetwork network, Optional<Integer> windows, Optional<Integer> top) {
        this.network = network;
        this.windows = windows;
        this.top = top;
    }

    /** None: a recording is a batch of windows already. */
    @Override
    public Batchifier getBatchifier() {
        return null;
    }

    @Override
    public NDList processInput(TranslatorContext context, Audio audio) {
        ModelCard card = network.card();
        int length = card.tagging().windowSamples();
        Windowing windowing = windows.isPresent() ? new Windowing.Spread(windows.get()) : new Windowing.Consecutive();
        List<AudioWindow> batch = AudioWindow.cut(
                mono(audio, card), length, windowing, card.tagging().shortClips());
        return network.inputs(batch, context.getNDManager());
    }

    /** One channel at the model's rate, as a file with these samples would give. */
    private static float[] mono(Audio audio, ModelCard card) {
        Waveform waveform = AudioSamples.of(audio);
        float[] mono =
                Resampler.mono(waveform, card.tagging().frontEnd().sampleRate()).channels()[0];
        if (mono.length == 0) {
            throw new IllegalArgumentException("audio of " + waveform.length() + " samples is too short to be resampled"
                    + " from " + waveform.sampleRate() + " to "
                    + card.tagging().frontEnd().sampleRate() + " Hz");
        }
        return mono;
    }

    @Override
    public Classifications processOutput(TranslatorContext context, NDList list) {
        NDArray scores = list.singletonOrThrow();
        int[] overWindows = {0};
        try (NDArray whole = network.card().tagging().aggregation() == Aggregation.MAX
                ? scores.max(overWindows)
                : scores.mean(overWindows)) {
            TagScores tags = network.tagScores(whole.toFloatArray()).get(0);
            List<Double> probabilities = new ArrayList<>();
            for (float value : tags.values()) {
                probabilities.add((double) value);
            }
            Classifications classifications = new Classifications(tags.tags(), probabilities);
            top.ifPresent(classifications::setTopK);
            return classifications;
        }
    }
}
