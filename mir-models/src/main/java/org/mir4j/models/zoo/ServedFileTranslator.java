// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.zoo;

import ai.djl.modality.Input;
import ai.djl.modality.Output;
import ai.djl.modality.audio.Audio;
import ai.djl.ndarray.BytesSupplier;
import ai.djl.ndarray.NDList;
import ai.djl.translate.Batchifier;
import ai.djl.translate.TranslateException;
import ai.djl.translate.Translator;
import ai.djl.translate.TranslatorContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.mir4j.audio.home.TemporaryDirectory;
import org.mir4j.audio.io.AudioReader;
import org.mir4j.core.audio.Waveform;
import org.mir4j.core.error.AudioException;
import org.mir4j.models.card.ModelCard;

/** From the bytes of an audio file of any format, as sent to DJL Serving, to tags as JSON. */
final class ServedFileTranslator implements Translator<Input, Output> {

    private final TaggingTranslator translator;
    private final ModelCard card;

    ServedFileTranslator(TaggingTranslator translator, ModelCard card) {
        this.translator = translator;
        this.card = card;
    }

    @Override
    public Batchifier getBatchifier() {
        return translator.getBatchifier();
    }

    @Override
    public NDList processInput(TranslatorContext context, Input input) throws TranslateException, IOException {
        BytesSupplier data = input.getData();
        if (data == null) {
            throw new TranslateException("The request holds no data; expected an audio file.");
        }
        // FFmpeg looks into files back and forth, so a stream would not do
        Path file = Files.createTempFile(TemporaryDirectory.ofProcess(), "served-", ".audio");
        try {
            Files.write(file, data.getAsBytes());
            int sampleRate = card.tagging().frontEnd().sampleRate();
            Waveform samples = AudioReader.of(file).atRate(sampleRate).mono().readAll();
            return translator.processInput(context, new Audio(samples.channels()[0], sampleRate, 1));
        } catch (AudioException e) {
            String reason = e.getMessage().replace(file.toString(), "The data");
            throw new TranslateException(reason, e);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    @Override
    public Output processOutput(TranslatorContext context, NDList list) {
        Output output = new Output();
        output.addProperty("Content-Type", "application/json");
        output.add(translator.processOutput(context, list));
        return output;
    }
}
