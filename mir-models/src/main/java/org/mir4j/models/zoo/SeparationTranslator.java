// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.zoo;

import ai.djl.modality.audio.Audio;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.Batchifier;
import ai.djl.translate.Translator;
import ai.djl.translate.TranslatorContext;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mir4j.core.audio.Waveform;
import org.mir4j.models.separation.SeparationNetwork;
import org.mir4j.models.separation.StemAudio;

/** From audio to its stems, which have its rate, its channels and its length. */
final class SeparationTranslator implements Translator<Audio, StemAudio> {

    private static final String MIXTURE = "mixture";

    private final SeparationNetwork network;

    SeparationTranslator(SeparationNetwork network) {
        this.network = network;
    }

    /** None: songs differ in length. */
    @Override
    public Batchifier getBatchifier() {
        return null;
    }

    @Override
    public NDList processInput(TranslatorContext context, Audio audio) {
        Waveform mixture = AudioSamples.of(audio);
        context.setAttachment(MIXTURE, mixture);
        float[] flat = new float[mixture.channels().length * mixture.length()];
        for (int c = 0; c < mixture.channels().length; c++) {
            System.arraycopy(mixture.channels()[c], 0, flat, c * mixture.length(), mixture.length());
        }
        return new NDList(
                context.getNDManager().create(flat, new Shape(mixture.channels().length, mixture.length())),
                context.getNDManager().create(new int[] {mixture.sampleRate()}));
    }

    @Override
    public StemAudio processOutput(TranslatorContext context, NDList list) {
        Waveform mixture = (Waveform) context.getAttachment(MIXTURE);
        NDArray samples = list.singletonOrThrow(); // (S, C, N)
        float[] flat = samples.toFloatArray();
        List<String> names = network.card().separation().outputs();
        Map<String, Waveform> stems = new LinkedHashMap<>();
        int from = 0;
        for (String name : names) {
            float[][] channels = new float[mixture.channels().length][];
            for (int c = 0; c < channels.length; c++) {
                channels[c] = Arrays.copyOfRange(flat, from, from + mixture.length());
                from += mixture.length();
            }
            stems.put(name, new Waveform(channels, mixture.sampleRate()));
        }
        return new StemAudio(mixture, stems);
    }
}
