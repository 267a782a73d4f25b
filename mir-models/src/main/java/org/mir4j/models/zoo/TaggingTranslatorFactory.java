// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.zoo;

import ai.djl.Model;
import ai.djl.modality.Classifications;
import ai.djl.modality.Input;
import ai.djl.modality.Output;
import ai.djl.modality.audio.Audio;
import ai.djl.translate.TranslateException;
import ai.djl.translate.Translator;
import ai.djl.translate.TranslatorFactory;
import ai.djl.util.Pair;
import java.io.Serializable;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mir4j.models.tagging.ScoringNetwork;

/** Makes translators for tagging models: from {@code Audio}, and from the files that DJL Serving is sent. */
public final class TaggingTranslatorFactory implements TranslatorFactory, Serializable {

    private static final long serialVersionUID = 1L;
    private static final String WINDOWS = "windows";
    private static final String TOP = "topK";

    /** As DJL makes it, by its name. */
    public TaggingTranslatorFactory() {}

    @Override
    public Set<Pair<Type, Type>> getSupportedTypes() {
        return Set.of(new Pair<>(Audio.class, Classifications.class), new Pair<>(Input.class, Output.class));
    }

    @Override
    @SuppressWarnings("unchecked")
    public <I, O> Translator<I, O> newInstance(Class<I> input, Class<O> output, Model model, Map<String, ?> arguments)
            throws TranslateException {
        if (!(model.getBlock() instanceof ScoringNetwork network)) {
            throw new TranslateException("This translator serves models of " + MirModelZoo.GROUP_ID + ", and "
                    + model.getName() + " is none.");
        }
        TaggingTranslator tagging = new TaggingTranslator(network, number(arguments, WINDOWS), number(arguments, TOP));
        if (input == Audio.class && output == Classifications.class) {
            return (Translator<I, O>) tagging;
        }
        if (input == Input.class && output == Output.class) {
            return (Translator<I, O>) new ServedFileTranslator(tagging, network.card());
        }
        throw new TranslateException("There is no translator from " + input + " to " + output + ".");
    }

    private static Optional<Integer> number(Map<String, ?> arguments, String name) {
        Object given = arguments == null ? null : arguments.get(name);
        if (given == null) {
            return Optional.empty();
        }
        try {
            // what comes out of JSON is a double, what comes out of properties a text
            double number = Double.parseDouble(given.toString());
            if (number >= 1 && number == (int) number) {
                return Optional.of((int) number);
            }
        } catch (NumberFormatException ignored) {
            // refused below, as are numbers that make no sense
        }
        throw new IllegalArgumentException(
                "the argument " + name + " is a whole number of at least 1, got '" + given + "'");
    }
}
