// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.store;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.mir4j.models.waveform.HtDemucsSettings;
import org.mir4j.models.waveform.HtDemucsSettings.Transformer;
import org.mir4j.models.waveform.HybridDemucsSettings;
import org.mir4j.models.waveform.HybridUNetSettings;
import org.mir4j.models.waveform.HybridUNetSettings.Residual;
import org.mir4j.models.waveform.WaveformNetworkSettings;

/**
 * The two networks that Demucs' checkpoints name, and what the arguments of their constructors are here. Those that
 * matter for training alone, such as dropout, are passed over.
 *
 * <p>Source: the constructors in {@code demucs.htdemucs} and {@code demucs.hdemucs}, Demucs 4.
 */
enum DemucsNetwork {

    /** Hybrid Transformer Demucs, Rouard 2023. */
    TRANSFORMER(
            "demucs.htdemucs.HTDemucs",
            "a Hybrid Transformer Demucs",
            DemucsNetwork.TRANSFORMER_PARAMETERS,
            DemucsNetwork::transformer),

    /** Hybrid Demucs, Défossez 2021. */
    HYBRID("demucs.hdemucs.HDemucs", "a Hybrid Demucs", DemucsNetwork.HYBRID_PARAMETERS, DemucsNetwork::hybrid);

    /** As Python writes them, in the order of the constructor. */
    private static final String TRANSFORMER_PARAMETERS =
            """
            sources=None audio_channels=2 channels=48 channels_time=None growth=2 nfft=4096 wiener_iters=0 end_iters=0
            wiener_residual=False cac=True depth=4 rewrite=True multi_freqs=None multi_freqs_depth=3 freq_emb=0.2
            emb_scale=10 emb_smooth=True kernel_size=8 time_stride=2 stride=4 context=1 context_enc=0 norm_starts=4
            norm_groups=4 dconv_mode=1 dconv_depth=2 dconv_comp=8 dconv_init=1e-3 bottom_channels=0 t_layers=5
            t_emb=sin t_hidden_scale=4.0 t_heads=8 t_dropout=0.0 t_max_positions=10000 t_norm_in=True
            t_norm_in_group=False t_group_norm=False t_norm_first=True t_norm_out=True t_max_period=10000.0
            t_weight_decay=0.0 t_lr=None t_layer_scale=True t_gelu=True t_weight_pos_embed=1.0 t_sin_random_shift=0
            t_cape_mean_normalize=True t_cape_augment=True t_cape_glob_loc_scale=None t_sparse_self_attn=False
            t_sparse_cross_attn=False t_mask_type=diag t_mask_random_seed=42 t_sparse_attn_window=500
            t_global_window=100 t_sparsity=0.95 t_auto_sparsity=False t_cross_first=False rescale=0.1
            samplerate=44100 segment=10 use_train_segment=True
            """;

    private static final String HYBRID_PARAMETERS =
            """
            sources=None audio_channels=2 channels=48 channels_time=None growth=2 nfft=4096 wiener_iters=0 end_iters=0
            wiener_residual=False cac=True depth=6 rewrite=True hybrid=True hybrid_old=False multi_freqs=None
            multi_freqs_depth=2 freq_emb=0.2 emb_scale=10 emb_smooth=True kernel_size=8 time_stride=2 stride=4
            context=1 context_enc=0 norm_starts=4 norm_groups=4 dconv_mode=1 dconv_depth=2 dconv_comp=4 dconv_attn=4
            dconv_lstm=4 dconv_init=1e-4 rescale=0.1 samplerate=44100 segment=40
            """;

    private final String className;
    private final String inWords;
    private final Map<String, Object> parameters;
    private final Function<NetworkArguments, WaveformNetworkSettings> settings;

    DemucsNetwork(
            String className,
            String inWords,
            String parameters,
            Function<NetworkArguments, WaveformNetworkSettings> settings) {
        this.className = className;
        this.inWords = inWords;
        this.parameters = NetworkArguments.parameters(parameters);
        this.settings = settings;
    }

    /** The network of a class. */
    static Optional<DemucsNetwork> ofClass(String name) {
        return Arrays.stream(values())
                .filter(each -> each.className.equals(name))
                .findFirst();
    }

    /** The classes whose checkpoints are read. */
    static List<String> classes() {
        return Arrays.stream(values()).map(each -> each.className).toList();
    }

    /** As Python names it. */
    String className() {
        return className;
    }

    /** What it is, for a summary. */
    String inWords() {
        return inWords;
    }

    /** The parameters of its constructor, in their order, with the values that they have by default. */
    Map<String, Object> parameters() {
        return parameters;
    }

    /** The settings of a network that would be built with these arguments. */
    WaveformNetworkSettings settings(NetworkArguments arguments) {
        try {
            return settings.apply(arguments);
        } catch (IllegalArgumentException e) {
            throw arguments.fault(e.getMessage());
        }
    }

    private static HybridUNetSettings levels(NetworkArguments arguments) {
        arguments.requireOnly("rewrite", true);
        int mode = arguments.whole("dconv_mode");
        arguments.requireOnly("dconv_mode", 0, 1, 2, 3);
        return new HybridUNetSettings(
                arguments.whole("channels"),
                arguments.whole("depth"),
                arguments.wholeIfAny("channels_time").orElse(0),
                arguments.number("growth"),
                arguments.whole("nfft"),
                arguments.whole("kernel_size"),
                arguments.whole("stride"),
                arguments.whole("context"),
                arguments.whole("context_enc"),
                arguments.whole("norm_starts"),
                arguments.whole("norm_groups"),
                arguments.number("freq_emb"),
                arguments.number("emb_scale"),
                new Residual(
                        Residual.Where.values()[mode], arguments.whole("dconv_depth"), arguments.number("dconv_comp")));
    }

    private static WaveformNetworkSettings transformer(NetworkArguments arguments) {
        for (String needed : List.of("cac", "t_norm_in", "t_norm_first", "t_norm_out", "t_layer_scale", "t_gelu")) {
            arguments.requireOnly(needed, true);
        }
        for (String unsupported :
                List.of("t_norm_in_group", "t_group_norm", "t_sparse_self_attn", "t_sparse_cross_attn")) {
            arguments.requireOnly(unsupported, false);
        }
        arguments.requireOnly("multi_freqs", null, List.of());
        arguments.requireOnly("t_emb", "sin");
        arguments.requireOnly("t_sin_random_shift", 0);
        Transformer transformer = new Transformer(
                arguments.whole("t_layers"),
                arguments.whole("t_heads"),
                arguments.number("t_hidden_scale"),
                arguments.flag("t_cross_first"),
                arguments.number("t_max_period"),
                arguments.number("t_weight_pos_embed"));
        int samples =
                arguments.flag("use_train_segment") ? arguments.samples("segment", arguments.whole("samplerate")) : 0;
        return new HtDemucsSettings(levels(arguments), arguments.whole("bottom_channels"), transformer, samples);
    }

    private static WaveformNetworkSettings hybrid(NetworkArguments arguments) {
        arguments.requireOnly("hybrid", true);
        boolean complex = arguments.flag("cac");
        if (!complex) {
            // fewer than none means masks, which is the same where nothing is refined
            arguments.requireOnly("wiener_iters", 0, -1);
            arguments.requireOnly("wiener_residual", false);
        }
        return new HybridDemucsSettings(
                levels(arguments),
                arguments.whole("time_stride"),
                arguments.whole("dconv_lstm"),
                arguments.whole("dconv_attn"),
                !complex,
                arguments.flag("hybrid_old"),
                arguments.numbers("multi_freqs"),
                arguments.whole("multi_freqs_depth"));
    }
}
