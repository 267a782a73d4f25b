package org.mir4j.models.zoo;

import ai.djl.modality.Classifications;
import ai.djl.modality.audio.Audio;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.Batchifier;
import ai.djl.translate.Translator;
import ai.djl.translate.TranslatorContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
        int length = card.windowSamples();
        float[] cut = AudioWindows.cut(mono(audio, card), length, windows);
        return new NDList(context.getNDManager().create(cut, new Shape(cut.length / length, length)));
    }

    private static float[] mono(Audio audio, ModelCard card) {
        int expected = card.frontEnd().sampleRate();
        if (audio.getSampleRate() != expected) {
            throw new IllegalArgumentException("the model " + card.name() + " hears audio at " + expected + " Hz, got "
                    + audio.getSampleRate() + " Hz; resample it first");
        }
        float[] data = audio.getData();
        int channels = audio.getChannels();
        if (channels < 1 || data.length == 0 || data.length % channels != 0) {
            throw new IllegalArgumentException("audio has at least one sample of each channel, and as many of one as of"
                    + " another, got " + data.length + " samples of " + channels + " channels");
        }
        float[] mono = new float[data.length / channels];
        for (int n = 0; n < mono.length; n++) {
            double sum = 0;
            for (int channel = 0; channel < channels; channel++) {
                sum += data[n * channels + channel];
            }
            mono[n] = (float) (sum / channels);
            if (!Float.isFinite(mono[n])) {
                throw new IllegalArgumentException("sample " + n + " of the audio is " + mono[n] + ", not a number");
            }
        }
        return mono;
    }

    @Override
    public Classifications processOutput(TranslatorContext context, NDList list) {
        NDArray scores = list.singletonOrThrow();
        int[] overWindows = {0};
        try (NDArray whole =
                network.card().aggregation() == Aggregation.MAX ? scores.max(overWindows) : scores.mean(overWindows)) {
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
