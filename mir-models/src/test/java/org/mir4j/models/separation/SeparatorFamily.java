// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.separation;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.mir4j.audio.spectral.StftSettings;
import org.mir4j.models.ScriptedModels;
import org.mir4j.models.TinySeparator;
import org.mir4j.models.TinyWaveformSeparator;
import org.mir4j.models.card.MaskingTask;
import org.mir4j.models.card.MaskingTask.Segment;
import org.mir4j.models.card.MaskingTask.Wiener;
import org.mir4j.models.card.WaveformTask;
import org.mir4j.models.store.ImportSettings;
import org.mir4j.models.store.InstalledModel;
import org.mir4j.models.store.ModelStore;
import org.mir4j.models.waveform.HtDemucsSettings;
import org.mir4j.models.waveform.WaveformNetworkSettings;

/** Every family of separators, as a tiny network of random weights. */
enum SeparatorFamily {
    U_NET {
        @Override
        InstalledModel install(Path folder) {
            return TinySeparator.install(folder.resolve("model"), TinySeparator.task(2, new Segment(512, 64)));
        }
    },
    OPEN_UNMIX {
        @Override
        InstalledModel install(Path folder) {
            ImportSettings settings = new ImportSettings(
                    Optional.empty(),
                    Optional.empty(),
                    OptionalInt.of(OPEN_UNMIX_RATE),
                    OptionalInt.empty(),
                    false,
                    Optional.empty());
            List<Path> files = List.of(
                    resource("/open-unmix/zip/vocals-stereo.pth"), resource("/open-unmix/zip/drums-stereo.pth"));
            InstalledModel model = store(folder).importFiles(files, "openunmix", "mine", settings);
            return filtered(model, new Segment(4 * WIENER_WINDOW, WIENER_WINDOW));
        }
    },
    SPLEETER {
        @Override
        InstalledModel install(Path folder) {
            Path files = resource("/spleeter/wide");
            return store(folder)
                    .importFiles(List.of(files), "spleeter", "mine", configured(files.resolve("config.json")));
        }
    },
    HTDEMUCS {
        @Override
        InstalledModel install(Path folder) {
            HtDemucsSettings ht = (HtDemucsSettings) TinyWaveformSeparator.ht();
            return demucs(new HtDemucsSettings(ht.levels(), ht.bottomChannels(), ht.transformer(), CHUNK), folder);
        }
    },
    HYBRID_DEMUCS {
        @Override
        InstalledModel install(Path folder) {
            return demucs(TinyWaveformSeparator.hybrid(), folder);
        }
    },
    BS_ROFORMER {
        @Override
        InstalledModel install(Path folder) {
            return roformer("bs-roformer", "bs", folder);
        }
    },
    MEL_BAND_ROFORMER {
        @Override
        InstalledModel install(Path folder) {
            return roformer("mel-band-roformer", "mel-1.2", folder);
        }
    },
    SCRIPTED_WAVEFORMS {
        @Override
        InstalledModel install(Path folder) {
            return cut(ScriptedModels.install(folder, ScriptedModels.module("stems"), ScriptedModels.STEMS));
        }
    },
    SCRIPTED_MASKS {
        @Override
        InstalledModel install(Path folder) {
            InstalledModel model = ScriptedModels.install(folder, ScriptedModels.module("masks"), ScriptedModels.MASKS);
            return segmented(model, new Segment(1000, 8));
        }
    };

    private static final int CHUNK = 4096;
    private static final int OPEN_UNMIX_RATE = 2700;
    private static final int WIENER_WINDOW = 60;

    /** Puts the model into an empty folder. */
    abstract InstalledModel install(Path folder);

    /** Whether the stems are the parts of the song that masks divide between them. */
    boolean sumsToSong() {
        return this == U_NET || this == SPLEETER;
    }

    /** The same model with other borders of segments; empty where segments are a part of what it is. */
    Optional<InstalledModel> withOtherSegments(InstalledModel model) {
        return switch (this) {
            case U_NET -> Optional.of(segmented(model, new Segment(96, 48)));
            case OPEN_UNMIX -> Optional.of(segmented(model, new Segment(1000 * WIENER_WINDOW, 0)));
            case SCRIPTED_MASKS -> Optional.of(segmented(model, new Segment(33, 8)));
            default -> Optional.empty();
        };
    }

    private static InstalledModel segmented(InstalledModel model, Segment segment) {
        MaskingTask task = (MaskingTask) model.card().separation();
        return with(model, task, task.stft(), segment, task.wiener());
    }

    private static InstalledModel filtered(InstalledModel model, Segment segment) {
        MaskingTask task = (MaskingTask) model.card().separation();
        return with(model, task, task.stft(), segment, new Wiener(1, WIENER_WINDOW, false, null));
    }

    private static InstalledModel with(
            InstalledModel model, MaskingTask task, StftSettings stft, Segment segment, Wiener wiener) {
        MaskingTask other = new MaskingTask(
                task.sampleRate(), task.channels(), stft, task.network(), task.stems(), segment, wiener);
        return new InstalledModel(model.card().with(other), model.weightsFile());
    }

    private static InstalledModel demucs(WaveformNetworkSettings network, Path folder) {
        WaveformTask task = TinyWaveformSeparator.task(network, CHUNK, 0.25);
        return TinyWaveformSeparator.install(folder.resolve("model"), task);
    }

    private static InstalledModel roformer(String family, String name, Path folder) {
        ImportSettings settings = configured(resource("/roformer/" + name + ".yaml"));
        List<Path> weights = List.of(resource("/roformer/" + name + ".ckpt"));
        return cut(store(folder).importFiles(weights, family, "mine", settings));
    }

    /** With chunks that are long enough for whole songs. */
    private static InstalledModel cut(InstalledModel model) {
        double seconds = (double) CHUNK / model.card().separation().sampleRate();
        return new ChunkOptions(0, OptionalDouble.empty(), OptionalDouble.of(seconds)).apply(model);
    }

    private static ModelStore store(Path folder) {
        return ScriptedModels.store(folder.resolve("home"));
    }

    private static ImportSettings configured(Path config) {
        return ImportSettings.none().withConfig(config);
    }

    private static Path resource(String name) {
        try {
            return Path.of(SeparatorFamily.class.getResource(name).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
