// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.card;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.mir4j.audio.spectral.FrontEndSettings;
import org.mir4j.audio.window.AudioWindow;
import org.mir4j.audio.window.ShortClips;
import org.mir4j.core.tagging.Taggram.Aggregation;
import org.mir4j.models.checkpoint.Tensor;
import org.mir4j.models.checkpoint.WeightsFormat;
import org.mir4j.models.network.NetworkSettings;
import org.mir4j.models.network.TagNetworkSettings;
import org.mir4j.models.settings.Named;
import org.mir4j.models.settings.Omittable;

/**
 * Says which tags hold in a recording.
 *
 * @param windowSeconds how much the model receives at once, in seconds
 * @param aggregation how the scores of a recording's windows become the recording's
 * @param shortClips what the model receives where a recording is shorter than its window; padding by default, the protocol
 *     of most published models
 * @param frontEnd from samples to the network's input
 * @param network the architecture
 * @param labels the tags, in the order of the network's classes
 */
@SuppressWarnings("exports") // networks are inside of this module
@Named("tagging")
public record TaggingTask(
        double windowSeconds,
        @Omittable Aggregation aggregation,
        @Omittable(formerly = "padding") ShortClips shortClips,
        FrontEndSettings frontEnd,
        TagNetworkSettings network,
        List<String> labels)
        implements ModelTask {

    private static final String OUTPUT = "classifier.output.weight";

    /** An hour at 48 kHz fits: no array of samples that would be larger than memory is asked for. */
    private static final int MOST_SAMPLES = 1 << 28;

    /** Refuses parts that are missing, windows without length, and labels that are not one a class. */
    public TaggingTask {
        if (frontEnd == null || network == null) {
            throw new IllegalArgumentException("a tagger has a front-end and a network");
        }
        if (!(windowSeconds > 0 && windowSeconds <= 3600)) {
            throw new IllegalArgumentException(
                    "a window lasts more than 0 s and at most an hour, got " + windowSeconds + " s");
        }
        double samples = windowSeconds * frontEnd.sampleRate();
        if (!(samples >= 1 && samples <= MOST_SAMPLES)) {
            throw new IllegalArgumentException("a window of " + windowSeconds + " s has " + samples
                    + " samples, expected at least one and at most " + MOST_SAMPLES);
        }
        if (shortClips == ShortClips.MASKING && !(network instanceof NetworkSettings)) {
            throw new IllegalArgumentException(
                    "a TorchScript module receives no mask, so that short clips are padded or"
                            + " looped, and not masked");
        }
        if (labels == null || labels.stream().anyMatch(Objects::isNull)) {
            throw new IllegalArgumentException("one of the labels is missing");
        }
        if (labels.isEmpty()
                || new HashSet<>(labels).size() != labels.size()
                || labels.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException("labels are at least one, all different, and none is blank");
        }
        aggregation = aggregation == null ? Aggregation.MEAN : aggregation;
        shortClips = shortClips == null ? ShortClips.PADDING : shortClips;
        labels = List.copyOf(labels);
    }

    /**
     * The window in samples of the front-end's rate.
     *
     * @return how many samples
     */
    public int windowSamples() {
        return frontEnd.samples(windowSeconds);
    }

    @Override
    public Block build() {
        return network.build(inputShape(), labels.size());
    }

    @Override
    public WeightsFormat format() {
        return network.format();
    }

    /**
     * What one window is when it reaches the network.
     *
     * @return {@code (1, 1, F, T)}
     */
    @Override
    public Shape inputShape() {
        return frontEnd.shape(windowSamples());
    }

    /** Refuses weights without one output a label. */
    @Override
    public void requireOutputs(Map<String, Tensor> weights) {
        Tensor output = weights.get(OUTPUT);
        if (output == null) {
            throw new IllegalArgumentException(
                    "are not of its architecture: there is no " + OUTPUT + " among " + weights.size() + " tensors");
        }
        if (output.shape().length != 2) {
            throw new IllegalArgumentException(
                    "are not of its architecture: " + OUTPUT + " has " + output.shape().length + " axes, expected 2");
        }
        if (output.shape()[0] != labels.size()) {
            throw new IllegalArgumentException("tell " + output.shape()[0] + " classes apart, and there are "
                    + labels.size() + " labels; name as many labels");
        }
    }

    /**
     * The same with another protocol for recordings shorter than a window.
     *
     * @param other what is received in their place
     * @return the task
     */
    public TaggingTask with(ShortClips other) {
        return new TaggingTask(windowSeconds, aggregation, other, frontEnd, network, labels);
    }

    /**
     * Whether a part of a window is masked: what stands behind a recording that is too short, if this model masks that.
     *
     * @param window of this model's length
     * @return whether only the frames of the recording are valid
     */
    public boolean masks(AudioWindow window) {
        return shortClips == ShortClips.MASKING && window.isFilled();
    }

    /**
     * The same for other tags.
     *
     * @param others one a class
     * @return the task
     */
    public TaggingTask labelled(List<String> others) {
        return new TaggingTask(windowSeconds, aggregation, shortClips, frontEnd, network, others);
    }
}
