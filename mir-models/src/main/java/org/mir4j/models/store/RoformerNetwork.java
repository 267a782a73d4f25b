// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.store;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.mir4j.audio.spectral.StftSettings;
import org.mir4j.core.error.ModelException;
import org.mir4j.models.card.Source;
import org.mir4j.models.checkpoint.Tensor;
import org.mir4j.models.waveform.BsRoformerSettings;
import org.mir4j.models.waveform.MelBandRoformerSettings;
import org.mir4j.models.waveform.RoformerSettings;
import org.mir4j.models.waveform.RoformerSettings.Residuals;
import org.mir4j.models.waveform.RoformerSettings.ValueMix;
import org.mir4j.models.waveform.WaveformNetworkSettings;

/** Which RoFormer a checkpoint and the YAML beside it describe. Where versions of the code differ, the weights tell. */
final class RoformerNetwork {

    private static final String FIRST_BAND = "band_split.to_features.0.1.weight";
    private static final String FIRST_MASK = "mask_estimators.0.to_freqs.0.0.0.weight";

    /** What the weights of all have. */
    static final ExpectedNames NAMES = new ExpectedNames(Set.of(FIRST_BAND, FIRST_MASK), Optional::of, false);

    private static final Pattern MASK_LAYER = Pattern.compile("mask_estimators\\.0\\.to_freqs\\.0\\.0\\.\\d+\\.weight");

    /** The bands where nobody names them. */
    private static final List<Integer> BANDS = bands(new int[][] {
        {24, 2}, {12, 4}, {8, 12}, {8, 24}, {8, 48}, {1, 128}, {1, 129},
    });

    /** Arguments that change nothing of what is computed, and those that are read here. */
    private static final Set<String> ARGUMENTS = Set.of(
            "attn_dropout",
            "depth",
            "dim",
            "dim_freqs_in",
            "dim_head",
            "ff_dropout",
            "flash_attn",
            "freq_transformer_depth",
            "heads",
            "linear_flash_attn",
            "linear_transformer_depth",
            "mask_estimator_depth",
            "mc_hyper_conn_sinkhorn_iters",
            "mlp_expansion_factor",
            "multi_stft_hop_size",
            "multi_stft_normalized",
            "multi_stft_resolution_loss_weight",
            "multi_stft_resolutions_window_sizes",
            "multi_stft_window_fn",
            "num_residual_fracs",
            "num_residual_streams",
            "num_stems",
            "sage_attention",
            "skip_connection",
            "stereo",
            "stft_hop_length",
            "stft_n_fft",
            "stft_normalized",
            "stft_win_length",
            "stft_window_fn",
            "time_transformer_depth",
            "use_pope",
            "use_torch_checkpoint",
            "zero_dc");

    /** Both kinds. */
    enum Kind {
        BAND_SPLIT(
                "bs-roformer",
                "BS-RoFormer",
                Set.of("freqs_per_bands", "freq_range"),
                "Lu, Wang, Kong, Hung, \"Music Source Separation with Band-Split RoPE Transformer\", ICASSP 2024"),
        MEL(
                "mel-band-roformer",
                "Mel-Band RoFormer",
                Set.of("num_bands", "sample_rate", "match_input_audio_length", "add_value_residual"),
                "Wang, Lu, Won, \"Mel-Band RoFormer for Music Source Separation\", 2023");

        private final String family;
        private final String inWords;
        private final Set<String> arguments;
        private final String citation;

        Kind(String family, String inWords, Set<String> arguments, String citation) {
            this.family = family;
            this.inWords = inWords;
            this.arguments = arguments;
            this.citation = citation;
        }

        /** What users name. */
        String family() {
            return family;
        }

        /** Whom to cite. */
        String citation() {
            return citation;
        }

        @Override
        public String toString() {
            return inWords;
        }
    }

    private final Kind kind;
    private final RoformerConfig config;
    private final ImportFile file;

    /**
     * @param kind that users named
     * @param config beside the weights
     * @param file of the weights
     */
    RoformerNetwork(Kind kind, RoformerConfig config, ImportFile file) {
        this.kind = kind;
        this.config = config;
        this.file = file;
        for (String name : NAMES.needed()) {
            if (!file.tensors().containsKey(name)) {
                throw unfit("it has no tensor " + name + ", as all RoFormers have");
            }
        }
        requireSupported();
    }

    private static List<Integer> bands(int[][] runs) {
        return Arrays.stream(runs)
                .flatMap(run -> Collections.nCopies(run[0], run[1]).stream())
                .toList();
    }

    private ModelException unfit(String reason) {
        return new ModelException(file.path() + " cannot be imported as a " + kind + ": " + reason + ".");
    }

    private void requireSupported() {
        Kind other = kind == Kind.MEL ? Kind.BAND_SPLIT : Kind.MEL;
        for (String argument : other.arguments) {
            if (config.has("model", argument) && !kind.arguments.contains(argument)) {
                throw config.fault(
                        "model",
                        argument,
                        "'" + argument + "' is of a " + other + "; files of those are like " + other.family);
            }
        }
        Set<String> known = new TreeSet<>(ARGUMENTS);
        known.addAll(kind.arguments);
        config.requireKnown("model", known, " that is known of a " + kind + ", and it may change what is computed");
        config.requireUnused("model", "stft_window_fn");
        config.requireUnused("model", "freq_range");
        config.requireUnused("model", "use_pope", "false");
        config.requireUnused("model", "num_residual_fracs", "1");
        requireNone("lora_", "changes to weights of another file (LoRA); merge them into it");
        requireNone("pope_embed", "polar embeddings of places (PoPE)");
        requireNone("dynamic_alpha_scale", "hyper-connections of bs-roformer before 1.0");
    }

    private void requireNone(String part, String what) {
        file.tensors().keySet().stream()
                .filter(name -> name.contains(part))
                .findFirst()
                .ifPresent(name -> {
                    throw unfit("its tensor " + name + " is of " + what + ", which are not supported");
                });
    }

    /** Rules for the names of weights. */
    List<Source.Rename> renamed() {
        boolean leavesOutFirst = noneBegins("layers.0.0.") && !noneBegins("layers.0.2.");
        return leavesOutFirst
                ? List.of(
                        new Source.Rename("^(layers\\.\\d+)\\.1\\.", "$1.0."),
                        new Source.Rename("^(layers\\.\\d+)\\.2\\.", "$1.1."))
                : List.of();
    }

    private boolean noneBegins(String start) {
        return file.tensors().keySet().stream().noneMatch(name -> name.startsWith(start));
    }

    /** The settings of the network. */
    WaveformNetworkSettings settings() {
        boolean later = isLater();
        int fftSize = config.whole("model", "stft_n_fft", 2048);
        StftSettings stft = new StftSettings(
                fftSize,
                config.whole("model", "stft_win_length", 2048),
                config.whole("model", "stft_hop_length", 512),
                StftSettings.Window.HANN_PERIODIC,
                StftSettings.Padding.REFLECT);
        boolean unitary = config.flag("model", "stft_normalized", false);
        boolean silentDc = config.flag("model", "zero_dc", !later);
        if (kind == Kind.BAND_SPLIT) {
            List<Integer> bands = config.wholes("model", "freqs_per_bands", BANDS);
            return new BsRoformerSettings(stft, unitary, silentDc, bands, layers(later));
        }
        int bandRate = config.whole("model", "sample_rate", 44100);
        boolean ofModel = bandRate == config.whole("audio", "sample_rate", 44100);
        return new MelBandRoformerSettings(
                stft, unitary, silentDc, config.whole("model", "num_bands", 60), ofModel ? 0 : bandRate, layers(later));
    }

    /** Whether the weights are of a version of the authors' code that wraps layers, from 0.5 on. */
    private boolean isLater() {
        return file.tensors().keySet().stream().anyMatch(name -> name.contains(".branch."));
    }

    private RoformerSettings layers(boolean later) {
        Map<String, Tensor> tensors = file.tensors();
        int width = config.whole("model", "dim");
        int maskLayers = (int) tensors.keySet().stream()
                .filter(name -> MASK_LAYER.matcher(name).matches())
                .count();
        long maskWidth = maskLayers > 1 ? tensors.get(FIRST_MASK).shape()[0] : width;
        boolean linear = later && kind == Kind.MEL;
        int depth = config.whole("model", "depth");
        int timeLayers = positive("time_transformer_depth");
        int bandLayers = positive("freq_transformer_depth");
        int linearLayers = config.whole("model", "linear_transformer_depth", linear ? 1 : 0);
        if ((double) depth * ((double) timeLayers + bandLayers + linearLayers) > tensors.size()) {
            throw config.fault("model", "depth", "the network has more layers than " + file.path() + " has tensors");
        }
        return new RoformerSettings(
                width,
                depth,
                config.whole("model", "heads", 8),
                config.whole("model", "dim_head", 64),
                timeLayers,
                bandLayers,
                linearLayers,
                tensors.keySet().stream().anyMatch(name -> name.matches("layers\\.\\d+\\.\\d+\\.norm\\.gamma")),
                tensors.containsKey("final_norm.gamma"),
                config.flag("model", "skip_connection", false),
                maskLayers,
                (int) Math.min(maskWidth, Integer.MAX_VALUE),
                later ? residuals() : null);
    }

    private int positive(String key) {
        int depth = config.whole("model", key, 2);
        if (depth < 1) {
            throw config.fault("model", key, "'" + key + "' is " + depth + ", expected at least 1");
        }
        return depth;
    }

    private Residuals residuals() {
        Optional<Tensor> alpha = file.tensors().entrySet().stream()
                .filter(entry -> entry.getKey().endsWith(".static_alpha"))
                .map(Map.Entry::getValue)
                .findFirst();
        int streams = alpha.map(tensor -> tensor.shape().length == 0 ? 0 : (int) tensor.shape()[0])
                .orElse(1);
        boolean mixes = file.tensors().keySet().stream().anyMatch(name -> name.contains("value_residual_mix"));
        ValueMix mix = kind == Kind.MEL ? ValueMix.REVERSED : ValueMix.LEARNED;
        return new Residuals(streams, config.whole("model", "mc_hyper_conn_sinkhorn_iters", 2), mixes ? mix : null);
    }
}
