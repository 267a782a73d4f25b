// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.zoo;

import ai.djl.Model;
import ai.djl.modality.audio.Audio;
import ai.djl.translate.TranslateException;
import ai.djl.translate.Translator;
import ai.djl.translate.TranslatorFactory;
import ai.djl.util.Pair;
import java.io.Serializable;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.Set;
import org.mir4j.models.separation.SeparationNetwork;
import org.mir4j.models.separation.StemAudio;

/** Makes translators for separators: from {@code Audio} to {@link StemAudio}. */
public final class SeparationTranslatorFactory implements TranslatorFactory, Serializable {

    private static final long serialVersionUID = 1L;

    /** As DJL makes it, by its name. */
    public SeparationTranslatorFactory() {}

    @Override
    public Set<Pair<Type, Type>> getSupportedTypes() {
        return Set.of(new Pair<>(Audio.class, StemAudio.class));
    }

    @Override
    @SuppressWarnings("unchecked")
    public <I, O> Translator<I, O> newInstance(Class<I> input, Class<O> output, Model model, Map<String, ?> arguments)
            throws TranslateException {
        if (!(model.getBlock() instanceof SeparationNetwork network)) {
            throw new TranslateException("This translator serves separators of " + MirModelZoo.GROUP_ID + ", and "
                    + model.getName() + " is none.");
        }
        if (input == Audio.class && output == StemAudio.class) {
            return (Translator<I, O>) new SeparationTranslator(network);
        }
        throw new TranslateException("There is no translator from " + input + " to " + output + ".");
    }
}
