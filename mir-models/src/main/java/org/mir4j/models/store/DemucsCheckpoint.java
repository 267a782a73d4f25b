// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.store;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mir4j.core.error.ModelException;
import org.mir4j.models.checkpoint.CheckpointContents;
import org.mir4j.models.checkpoint.ClassName;
import org.mir4j.models.checkpoint.Tensor;
import org.mir4j.models.waveform.WaveformNetworkSettings;

/**
 * One network as the authors of Demucs save it: a dictionary of the class's name, the arguments of its constructor and
 * the weights ({@code klass}, {@code args}, {@code kwargs}, {@code state}). The name stays a name; nothing is built.
 *
 * @param file in which it stands
 * @param kind which network it is
 * @param settings of the network
 * @param stems in the order of its outputs
 * @param sampleRate at which it works, in Hz
 * @param channels that it receives
 * @param samples of a segment
 */
record DemucsCheckpoint(
        CheckpointContents file,
        DemucsNetwork kind,
        WaveformNetworkSettings settings,
        List<String> stems,
        int sampleRate,
        int channels,
        int samples) {

    private static final String CLASS = "klass";
    private static final String STATE = "state";

    /** Published files have the first digits of their SHA-256 in their names. */
    private static final Pattern CHECKSUM = Pattern.compile(".+-([0-9a-f]{8})\\.th");

    /** Whether a file is such a checkpoint, of whatever class. */
    static boolean is(CheckpointContents contents) {
        return contents.others().containsKey(CLASS)
                && contents.names().stream().anyMatch(name -> name.startsWith(STATE + "."));
    }

    static DemucsCheckpoint of(CheckpointContents contents) {
        Path file = contents.file();
        String network = className(contents);
        DemucsNetwork kind = DemucsNetwork.ofClass(network)
                .orElseThrow(() -> new ModelException(file + " cannot be imported: its network is a " + network
                        + ", and those of Demucs that are known here are "
                        + String.join(" and ", DemucsNetwork.classes()) + "."));
        if (contents.data(STATE, "__quantized").filter(Boolean.TRUE::equals).isPresent()) {
            throw new ModelException(file + " cannot be imported: its weights are quantised by DiffQ, which is not"
                    + " supported; take the model that has them in floating point.");
        }
        NetworkArguments arguments = NetworkArguments.bound(
                file,
                network,
                kind.parameters(),
                data(contents, "args", List.class).orElse(List.of()),
                data(contents, "kwargs", Map.class).orElse(Map.of()));
        int rate = arguments.whole("samplerate");
        return new DemucsCheckpoint(
                contents,
                kind,
                kind.settings(arguments),
                arguments.texts("sources"),
                rate,
                arguments.whole("audio_channels"),
                arguments.samples("segment", rate));
    }

    private static String className(CheckpointContents contents) {
        Optional<Object> name = contents.data(CLASS);
        if (name.isEmpty()) {
            throw new ModelException(contents.file() + " is no checkpoint of Demucs, which says under '" + CLASS
                    + "' what its network is. Weights by themselves are imported like a known model of their size.");
        }
        return name.filter(ClassName.class::isInstance)
                .map(Object::toString)
                .orElseThrow(
                        () -> new ModelException(contents.file() + " is no checkpoint of Demucs: what it has under '"
                                + CLASS + "' is not the name of a class."));
    }

    private static <T> Optional<T> data(CheckpointContents contents, String key, Class<T> type) {
        Optional<Object> value = contents.data(key);
        if (value.isPresent() && !type.isInstance(value.get())) {
            throw new ModelException(contents.file() + " is no checkpoint of Demucs: what it has under '" + key
                    + "' is not " + (type == List.class ? "a list" : "a dictionary") + ".");
        }
        return value.map(type::cast);
    }

    /** Refuses a file whose name has other digits than its checksum. */
    static void requireChecksumInName(ForeignFile file) {
        Matcher name = CHECKSUM.matcher(file.name());
        if (name.matches() && !file.sha256().startsWith(name.group(1))) {
            throw new ModelException(file.contents().file() + " is damaged, or not what its name says: its SHA-256 is "
                    + file.sha256() + ", expected one that begins with " + name.group(1) + ".");
        }
    }

    /** The weights by the authors' names, which are ours. */
    Map<String, Tensor> tensors() {
        return file.tensors(STATE);
    }

    /** The same network with longer segments. */
    DemucsCheckpoint withSamples(int longer) {
        return new DemucsCheckpoint(file, kind, settings, stems, sampleRate, channels, longer);
    }

    /** How long a segment is, in words. */
    String seconds() {
        return String.format(Locale.ROOT, "%.4g s", (double) samples / sampleRate);
    }
}
