// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.store;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.mir4j.audio.spectral.StftSettings;
import org.mir4j.audio.spectral.StftSettings.Padding;
import org.mir4j.audio.spectral.StftSettings.Window;
import org.mir4j.models.card.MaskingTask;
import org.mir4j.models.card.MaskingTask.Segment;
import org.mir4j.models.masking.MaskNetworkSettings.MaskActivation;
import org.mir4j.models.masking.MaskNetworkSettings.SpleeterSettings;
import org.mir4j.models.masking.MaskNetworkSettings.SpleeterSettings.Extension;
import org.mir4j.models.masking.MaskNetworkSettings.SpleeterSettings.Rectifier;
import org.mir4j.models.masking.SpleeterWeights;
import org.mir4j.models.settings.YamlFile;

/**
 * What Spleeter's code reads from a JSON file: all of a model that its weights do not show.
 *
 * @param stems their names; none where they are not known
 * @param sampleRate in Hz
 * @param frameLength samples of a frame, which is the FFT size
 * @param frameStep samples from one frame to the next
 * @param frames that the networks receive at once, T
 * @param bins that they receive, F
 * @param extension what becomes of the bins above
 * @param encoder the activation on the way down
 * @param decoder the activation on the way up
 * @param mask how masks come about
 */
record SpleeterConfig(
        List<String> stems,
        int sampleRate,
        int frameLength,
        int frameStep,
        int frames,
        int bins,
        Extension extension,
        Rectifier encoder,
        Rectifier decoder,
        MaskActivation mask) {

    private static final int SAMPLE_RATE = 44100;
    private static final int FRAME_LENGTH = 4096;
    private static final int FRAME_STEP = 1024;
    private static final int FRAMES = 512;
    private static final int BINS = 1024;

    private static final String EXPONENT = "separation_exponent";
    private static final String EXTENSION = "mask_extension";
    private static final String TYPE = "model.type";

    private static final Map<String, Rectifier> RECTIFIERS =
            Map.of("ReLU", Rectifier.RELU, "ELU", Rectifier.ELU, "LeakyReLU", Rectifier.LEAKY_RELU);

    private static final Map<String, MaskActivation> TYPES =
            Map.of("unet.unet", MaskActivation.SIGMOID, "unet.softmax_unet", MaskActivation.SOFTMAX);

    /** That of the authors' model of so many stems; without their names if there is none. */
    static SpleeterConfig published(int stems) {
        List<String> names =
                switch (stems) {
                    case 2 -> List.of("vocals", "accompaniment");
                    case 4 -> List.of("vocals", "drums", "bass", "other");
                    case 5 -> List.of("vocals", "piano", "drums", "bass", "other");
                    default -> List.of();
                };
        boolean first = stems == 2;
        return new SpleeterConfig(
                names,
                SAMPLE_RATE,
                FRAME_LENGTH,
                FRAME_STEP,
                FRAMES,
                BINS,
                Extension.ZEROS,
                first ? Rectifier.LEAKY_RELU : Rectifier.ELU,
                first ? Rectifier.RELU : Rectifier.ELU,
                stems == 5 ? MaskActivation.SOFTMAX : MaskActivation.SIGMOID);
    }

    /**
     * Reads the file.
     *
     * @throws org.mir4j.core.error.ModelException if a key is missing or says what no network here does
     */
    static SpleeterConfig read(Path file) {
        return new Reader(YamlFile.read(file)).config();
    }

    /** What the separator does, whose segments begin where those of the authors' code do. */
    MaskingTask task(SpleeterWeights sizes, List<String> names) {
        if (frameStep < 1 || frameLength % (2 * frameStep) != 0) {
            throw new IllegalArgumentException("half a frame has whole steps, got frames of " + frameLength
                    + " samples and steps of " + frameStep);
        }
        return new MaskingTask(
                sampleRate,
                sizes.channels(),
                new StftSettings(frameLength, frameLength, frameStep, Window.HANN_PERIODIC, Padding.ZEROS),
                new SpleeterSettings(sizes.widths(), encoder, decoder, mask, bins, frames, extension, false),
                names,
                new Segment(frames, 0, frameLength / frameStep / 2),
                null);
    }

    /** Takes values from the file, and says which of them is wrong. */
    private record Reader(YamlFile file) {

        SpleeterConfig config() {
            if (number(EXPONENT) != 2) {
                throw file.fault(EXPONENT, "masks are made with an exponent of 2, got " + number(EXPONENT));
            }
            List<String> stems = new ArrayList<>();
            JsonElement names = value("instrument_list");
            if (!names.isJsonArray()) {
                throw file.fault("instrument_list", "expected a list of names");
            }
            for (JsonElement name : names.getAsJsonArray()) {
                stems.add(name.isJsonPrimitive() ? name.getAsString() : "");
            }
            return new SpleeterConfig(
                    stems,
                    number("sample_rate"),
                    number("frame_length"),
                    number("frame_step"),
                    number("T"),
                    number("F"),
                    one(EXTENSION, text(EXTENSION), Map.of("zeros", Extension.ZEROS, "average", Extension.AVERAGE)),
                    rectifier("conv_activation", Rectifier.LEAKY_RELU),
                    rectifier("deconv_activation", Rectifier.RELU),
                    find(TYPE) == null ? MaskActivation.SIGMOID : one(TYPE, text(TYPE), TYPES));
        }

        /** The authors' code takes whatever is none of these for its default. */
        private Rectifier rectifier(String key, Rectifier usual) {
            String path = "model.params." + key;
            return find(path) == null ? usual : one(path, text(path), RECTIFIERS);
        }

        private <T> T one(String key, String found, Map<String, T> known) {
            if (!known.containsKey(found)) {
                throw file.fault(
                        key,
                        "expected one of "
                                + String.join(
                                        ", ", known.keySet().stream().sorted().toList()) + ", got '" + found
                                + "'");
            }
            return known.get(found);
        }

        private JsonElement find(String path) {
            JsonElement found = file.tree();
            for (String key : path.split("\\.")) {
                found = found instanceof JsonObject object ? object.get(key) : null;
            }
            return found;
        }

        private JsonElement value(String path) {
            JsonElement found = find(path);
            if (found == null) {
                throw file.fault("", "there is no " + path + ", which a configuration of Spleeter has");
            }
            return found;
        }

        private String text(String path) {
            JsonElement found = value(path);
            if (!found.isJsonPrimitive()) {
                throw file.fault(path, "expected a text");
            }
            return found.getAsString();
        }

        private int number(String path) {
            String found = text(path).toLowerCase(Locale.ROOT);
            if (!found.matches("\\d{1,9}")) {
                throw file.fault(path, "expected a whole number of at least 0, got '" + found + "'");
            }
            return Integer.parseInt(found);
        }
    }
}
