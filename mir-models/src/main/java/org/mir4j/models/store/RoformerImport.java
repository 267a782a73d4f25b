// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.store;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.mir4j.core.error.ModelException;
import org.mir4j.core.error.Remedy;
import org.mir4j.models.card.ModelCard;
import org.mir4j.models.card.Source;
import org.mir4j.models.card.WaveformTask;
import org.mir4j.models.card.WaveformTask.Chunks;
import org.mir4j.models.store.ImportSettings.Setting;
import org.mir4j.models.store.RoformerNetwork.Kind;

/**
 * Checkpoints of BS-RoFormer or Mel-Band RoFormer with the file of YAML that people pass on beside them. What both say is
 * what the code of Music-Source-Separation-Training, or bs-roformer from 1.0 on, would make of them.
 */
final class RoformerImport implements ImportFamily {

    private static final int RATE = 44100;
    private static final int OVERLAPS = 2;

    private final Kind kind;

    /**
     * @param kind of network
     */
    RoformerImport(Kind kind) {
        this.kind = kind;
    }

    @Override
    public List<String> names() {
        return List.of(kind.family());
    }

    @Override
    public boolean takes(ImportRequest request, ModelCard like) {
        return false; // a known model says all that the YAML says
    }

    @Override
    public Set<Setting> settings() {
        return Set.of(Setting.CONFIG, Setting.KEY);
    }

    @Override
    public Imported read(ImportRequest request) {
        Path path = request.onlyPath("A " + kind);
        Path yaml = request.settings().config().orElseThrow(() -> new ModelException(
                        path + " does not say what network it is of; the YAML that comes with it does.")
                .with(Remedy.WEIGHTS_CONFIG));
        RoformerConfig config = RoformerConfig.read(yaml);
        ImportFile file = request.checkpoints()
                .get(0)
                .weights(RoformerNetwork.NAMES, request.settings().key(), tensors -> true);
        RoformerNetwork network = new RoformerNetwork(kind, config, file);
        ModelCard card = card(request.name(), file, network, task(path, config, network));
        return new Imported(card, WeightsCheck.passed(card, List.of(file.tensors())));
    }

    private static WaveformTask task(Path path, RoformerConfig config, RoformerNetwork network) {
        try {
            return new WaveformTask(
                    config.whole("audio", "sample_rate", RATE),
                    channels(config),
                    network.settings(),
                    stems(config),
                    chunks(config),
                    false);
        } catch (IllegalArgumentException e) {
            throw new ModelException(path + " cannot be imported: " + e.getMessage() + ".", e);
        }
    }

    private static int channels(RoformerConfig config) {
        int channels = config.flag("model", "stereo", false) ? 2 : 1;
        int others = config.whole("audio", "num_channels", channels);
        if (others != channels) {
            throw config.fault(
                    "audio",
                    "num_channels",
                    "there are " + others + " channels in 'audio', and the network in" + " 'model' is "
                            + (channels == 2 ? "" : "not ") + "stereo");
        }
        return channels;
    }

    /** The one that the network was trained for, or all. */
    private static List<String> stems(RoformerConfig config) {
        List<String> stems = config.text("training", "target_instrument")
                .map(List::of)
                .orElseGet(() -> config.texts("training", "instruments"));
        int outputs = config.whole("model", "num_stems", 1);
        if (stems.size() != outputs) {
            throw config.fault(
                    "model",
                    "num_stems",
                    "the network has " + outputs + " outputs, and 'training' names " + String.join(", ", stems));
        }
        return stems;
    }

    private static Chunks chunks(RoformerConfig config) {
        int samples = config.has("inference", "chunk_size")
                ? config.whole("inference", "chunk_size")
                : config.whole("audio", "chunk_size");
        int overlaps = config.whole("inference", "num_overlap", OVERLAPS);
        if (samples < 2 || overlaps < 1 || overlaps > samples) {
            throw config.fault(
                    "inference",
                    "num_overlap",
                    "chunks have at least 2 samples, and 1 to as many of them are" + " over each moment of a song, got "
                            + samples + " and " + overlaps);
        }
        Chunks chunks = new Chunks(samples, 1 - 1.0 / overlaps, WaveformTask.Fade.TENTH);
        int step = samples / overlaps;
        return chunks.step() == step
                ? chunks
                : new Chunks(samples, 1 - (step + 0.5) / samples, WaveformTask.Fade.TENTH); // not just below the step
    }

    private ModelCard card(String name, ImportFile file, RoformerNetwork network, WaveformTask task) {
        return new ModelCard(
                name,
                "imported, a " + kind,
                new Source(null, file.name(), file.sha256(), List.of(), network.renamed(), null),
                ModelCard.Licence.unknown(),
                List.of(kind.citation()),
                List.of(),
                List.of(),
                null,
                task);
    }
}
