// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mir4j.audio.spectral.FrontEndSettings;
import org.mir4j.audio.spectral.StftSettings;
import org.mir4j.audio.window.ShortClips;
import org.mir4j.models.card.MaskingTask;
import org.mir4j.models.card.ModelTask;
import org.mir4j.models.card.SeparationTask;
import org.mir4j.models.card.TaggingTask;
import org.mir4j.models.card.WaveformTask;
import org.mir4j.models.network.NetworkSettings;
import org.mir4j.models.network.TagNetworkSettings;
import org.mir4j.models.settings.SettingsTree;

/**
 * What a model does, in words.
 *
 * @param windowSeconds how much it receives at once
 * @param settings what it is built of, by name
 * @param what its outputs are
 * @param outputs their names
 */
record TaskText(double windowSeconds, Map<String, String> settings, String what, List<String> outputs) {

    static TaskText of(ModelTask task) {
        if (task instanceof TaggingTask tagging) {
            return tagging(tagging);
        }
        return task instanceof MaskingTask masking ? masking(masking) : waveforms((WaveformTask) task);
    }

    private static TaskText tagging(TaggingTask task) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("architecture", architecture(task.network()));
        settings.put("front-end", frontEnd(task.frontEnd()));
        settings.put("window", seconds(task.windowSeconds()));
        settings.put("short clips", shortClips(task.shortClips()));
        return new TaskText(task.windowSeconds(), settings, "tags", task.labels());
    }

    private static String shortClips(ShortClips shortClips) {
        return switch (shortClips) {
            case PADDING -> "padded with silence";
            case LOOPING -> "repeated until the window is full";
            case MASKING -> "padded with silence that is masked";
        };
    }

    private static TaskText masking(MaskingTask task) {
        double segment = (double) task.segment().frames() * task.stft().hop() / task.sampleRate();
        double rounded = Math.round(10 * segment) / 10.0;
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("architecture", SettingsTree.name((Record) task.network()));
        settings.put("front-end", task.sampleRate() + " Hz, " + transform(task.stft()));
        settings.put(
                "band", "up to " + task.sampleRate() / 2 + " Hz; above, the masks of its highest frequencies are used");
        settings.put("channels", channels(task));
        settings.put("segment", seconds(rounded));
        settings.put("filter", filter(task.wiener()));
        return new TaskText(rounded, settings, "stems", task.outputs());
    }

    private static TaskText waveforms(WaveformTask task) {
        double chunk = Math.round(10.0 * task.chunks().samples() / task.sampleRate()) / 10.0;
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("architecture", SettingsTree.name((Record) task.network()));
        settings.put("front-end", task.sampleRate() + " Hz, samples");
        settings.put("channels", channels(task));
        settings.put("chunk", seconds(chunk));
        settings.put("overlap", Math.round(100 * task.chunks().overlap()) + " %");
        return new TaskText(chunk, settings, "stems", task.outputs());
    }

    private static String channels(SeparationTask task) {
        return task.channels() == 1 ? "1, one after the other" : task.channels() + " at once";
    }

    private static String filter(MaskingTask.Wiener wiener) {
        if (wiener == null) {
            return "none: masks";
        }
        return "multichannel Wiener, " + wiener.iterations() + (wiener.iterations() == 1 ? " iteration" : " iterations")
                + " over " + wiener.window() + " frames";
    }

    private static String architecture(TagNetworkSettings any) {
        if (!(any instanceof NetworkSettings network)) {
            return SettingsTree.name((Record) any);
        }
        List<String> parts = new ArrayList<>();
        parts.add(SettingsTree.name((Record) network.encoder()));
        network.sequence().forEach(layer -> parts.add(SettingsTree.name((Record) layer)));
        parts.add(SettingsTree.name((Record) network.pooling()) + " pooling");
        return String.join(", ", parts);
    }

    private static String frontEnd(FrontEndSettings settings) {
        if (settings.isSamples()) {
            return settings.sampleRate() + " Hz, samples";
        }
        return settings.sampleRate() + " Hz, " + transform(settings.stft()) + ", "
                + settings.mel().bands() + " mel bands (" + settings.mel().scale() + ") up to "
                + Math.round(settings.mel().maxHertz()) + " Hz";
    }

    private static String transform(StftSettings stft) {
        return "STFT of " + stft.fftSize() + " (window " + stft.windowLength() + ", hop " + stft.hop() + ")";
    }

    /** How much it receives at once, as people write it. */
    String window() {
        return seconds(windowSeconds);
    }

    private static String seconds(double value) {
        return (value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value)) + " s";
    }
}
