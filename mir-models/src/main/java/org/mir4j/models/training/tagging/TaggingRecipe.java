// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training.tagging;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.mir4j.audio.spectral.FrontEndSettings;
import org.mir4j.audio.window.ShortClips;
import org.mir4j.models.card.ModelCard;
import org.mir4j.models.network.NetworkSettings;
import org.mir4j.models.settings.Omittable;
import org.mir4j.models.training.OptimiserSettings;
import org.mir4j.models.training.Recipe;
import org.mir4j.models.training.Schedule;

/**
 * How a model is made: the data, the network, and how it learns. What a recipe leaves out of window, front-end and
 * network is that of the model it starts from.
 *
 * @param name of the model: lower-case letters, digits, dots and hyphens
 * @param summary one line for a list of models
 * @param licence of the weights that come out
 * @param notes for the model's card: what a user should know
 * @param data on what to train and to validate
 * @param labels what to learn, in the order of the network's classes; by default all labels of the dataset
 * @param window how much the model receives at once, in seconds
 * @param shortClips what the model receives where a recording is shorter than its window; by default the recording again
 *     and again
 * @param frontEnd from samples to the network's input
 * @param network the architecture
 * @param init the model whose weights to start from, by name or directory, wherever names and shapes agree, or the
 *     encoder knows how to {@linkplain org.mir4j.models.network.EncoderSettings#fitted fit} them
 * @param frozen parts of the network that do not learn: {@code encoder}, {@code sequence0}, {@code pooling},
 *     {@code classifier}
 * @param fixedNorms parts of the network whose batch norms keep the statistics they start with while all else of them
 *     learns, for music that is unlike that of {@code init}
 * @param rates what the learning rate of a part is multiplied by
 * @param teachers models whose scores stand in where the truth is not known
 * @param loss what is made small
 * @param optimiser how gradients change weights
 * @param schedule how the learning rate changes; by default it does not
 * @param average the decay of a running mean of the weights, which is then validated and published in their place; 0, the
 *     default, for the weights themselves
 * @param startShare how much of the weights of {@code init} is in those that are validated and published; 0, the default,
 *     for nothing
 * @param augmentation how recordings are changed before they are learned from
 * @param batch windows a step
 * @param epochs how often all recordings are gone through, at most
 * @param metric by which the best epoch is chosen; accuracy by default where one class holds, ROC-AUC where any number
 * @param patience after how many epochs without a better validation to stop; 0, the default, for never
 * @param seed of all that is random
 */
@SuppressWarnings("exports") // networks are inside of this module
public record TaggingRecipe(
        String name,
        @Omittable String summary,
        @Omittable ModelCard.Licence licence,
        @Omittable List<String> notes,
        DataSettings data,
        @Omittable List<String> labels,
        @Omittable Double window,
        @Omittable(formerly = "padding") ShortClips shortClips,
        @Omittable FrontEndSettings frontEnd,
        @Omittable NetworkSettings network,
        @Omittable String init,
        @Omittable List<String> frozen,
        @Omittable(formerly = "[]") List<String> fixedNorms,
        @Omittable Map<String, Double> rates,
        @Omittable TeacherSettings teachers,
        TaggingLoss loss,
        OptimiserSettings optimiser,
        @Omittable Schedule schedule,
        @Omittable double average,
        @Omittable(formerly = "0.0") double startShare,
        @Omittable AugmentationSettings augmentation,
        int batch,
        int epochs,
        @Omittable Metric metric,
        @Omittable int patience,
        long seed)
        implements Recipe {

    /** Refuses what cannot be trained, and gives defaults to what was left out. */
    public TaggingRecipe {
        if (!ModelCard.isName(name)) {
            throw new IllegalArgumentException("a model's name is made of lower-case letters, digits, dots and hyphens"
                    + " and starts with a letter or digit, got '" + name + "'");
        }
        if (data == null || loss == null || optimiser == null) {
            throw new IllegalArgumentException("a recipe has data, a loss and an optimiser");
        }
        if (init == null && (window == null || frontEnd == null || network == null)) {
            throw new IllegalArgumentException(
                    "a recipe has a window, a frontEnd and a network, or a model to start from (init)");
        }
        if (window != null && !(window > 0 && window <= 3600)) {
            throw new IllegalArgumentException("a window lasts more than 0 s and at most an hour, got " + window);
        }
        if (batch < 1 || epochs < 1 || patience < 0) {
            throw new IllegalArgumentException("a training has at least one epoch of batches of at least one, and its"
                    + " patience is not negative, got " + epochs + ", " + batch + " and " + patience);
        }
        Recipe.requireAverage(average);
        Recipe.requireStartShare(startShare, init);
        shortClips = shortClips == null ? ShortClips.LOOPING : shortClips;
        notes = different(notes, "notes");
        labels = different(labels, "labels");
        frozen = different(frozen, "frozen parts");
        fixedNorms = different(fixedNorms, "parts with fixed norms");
        rates = rates == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(rates));
        if (rates.values().stream().anyMatch(rate -> !(rate > 0 && Double.isFinite(rate)))) {
            throw new IllegalArgumentException("the rates of parts are positive factors, got " + rates);
        }
        boolean single = loss instanceof TaggingLoss.CrossEntropy;
        metric = metric == null ? single ? Metric.ACCURACY : Metric.ROC_AUC : metric;
        schedule = schedule == null ? new Schedule.Constant() : schedule;
        augmentation = augmentation == null ? AugmentationSettings.none() : augmentation;
        licence = licence == null ? ModelCard.Licence.unknown() : licence;
        if (augmentation.mixUp() > 0 && batch < 2) {
            throw new IllegalArgumentException(
                    "mix-up mixes two windows of a batch: the batch has at least 2 with it, got " + batch);
        }
    }

    /** By which the best epoch is chosen; the higher the better. */
    public enum Metric {
        /** The area under the ROC curve, mean over the labels. */
        ROC_AUC,
        /** Average precision, mean over the labels. */
        PR_AUC,
        /** How many recordings have their class on top. */
        ACCURACY
    }

    private static List<String> different(List<String> texts, String what) {
        if (texts == null) {
            return List.of();
        }
        if (texts.stream().anyMatch(Objects::isNull) || new HashSet<>(texts).size() != texts.size()) {
            throw new IllegalArgumentException("the " + what + " are all different, got " + texts);
        }
        return List.copyOf(texts);
    }
}
