// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training.separation;

import java.util.List;
import java.util.Objects;
import org.mir4j.models.card.MaskingTask;
import org.mir4j.models.card.ModelCard;
import org.mir4j.models.checkpoint.WeightsFormat;
import org.mir4j.models.settings.Omittable;
import org.mir4j.models.training.OptimiserSettings;
import org.mir4j.models.training.Recipe;
import org.mir4j.models.training.Schedule;

/**
 * How a separator is made: the songs, the network, and how it learns. What it receives while it learns is the sum of its
 * stems, so they should make up whole songs.
 *
 * @param name of the model: lower-case letters, digits, dots and hyphens
 * @param summary one line for a list of models
 * @param licence of the weights that come out
 * @param notes for the model's card: what a user should know
 * @param data on what to train and to validate
 * @param separator what it is
 * @param init the model whose weights to start from, by name or directory, wherever names and shapes agree, or the
 *     network knows how to {@linkplain org.mir4j.models.masking.MaskNetworkSettings#fitted fit} them
 * @param teachers separators whose stems are learned from where songs have none
 * @param frames how many the network receives of a mixture at once while it learns
 * @param remix how new mixtures are made; none by default
 * @param loss what is made small
 * @param optimiser how gradients change weights
 * @param schedule how the learning rate changes; by default it does not
 * @param average the decay of a running mean of the weights, which is then validated and published in their place; 0, the
 *     default, for the weights themselves
 * @param startShare how much of the weights of {@code init} is in those that are validated and published; 0, the default,
 *     for nothing
 * @param batch mixtures a step
 * @param steps of an epoch, after which there is a validation
 * @param epochs how many, at most
 * @param patience after how many epochs without a better validation to stop; 0, the default, for never
 * @param seed of all that is random
 */
public record SeparationRecipe(
        String name,
        @Omittable String summary,
        @Omittable ModelCard.Licence licence,
        @Omittable List<String> notes,
        StemData data,
        MaskingTask separator,
        @Omittable String init,
        @Omittable StemTeacherSettings teachers,
        int frames,
        @Omittable RemixSettings remix,
        StemLossSettings loss,
        OptimiserSettings optimiser,
        @Omittable Schedule schedule,
        @Omittable double average,
        @Omittable(formerly = "0.0") double startShare,
        int batch,
        int steps,
        int epochs,
        @Omittable int patience,
        long seed)
        implements Recipe {

    /** Refuses what cannot be trained, and gives defaults to what was left out. */
    public SeparationRecipe {
        if (!ModelCard.isName(name)) {
            throw new IllegalArgumentException("a model's name is made of lower-case letters, digits, dots and hyphens"
                    + " and starts with a letter or digit, got '" + name + "'");
        }
        if (data == null || separator == null || loss == null || optimiser == null) {
            throw new IllegalArgumentException("a recipe has data, a separator, a loss and an optimiser");
        }
        if (separator.format() != WeightsFormat.SAFETENSORS) {
            throw new IllegalArgumentException("a TorchScript module is used as it is, and cannot be trained");
        }
        if (frames < 1 || batch < 1 || steps < 1 || epochs < 1 || patience < 0) {
            throw new IllegalArgumentException("a training has at least one epoch of at least one step of at least one"
                    + " mixture of at least one frame, and its patience is not negative, got " + epochs + ", " + steps
                    + ", " + batch + ", " + frames + " and " + patience);
        }
        if (separator.stems().size() < 2) {
            throw new IllegalArgumentException(
                    "mixtures are the sums of a separator's stems, so that there are at least"
                            + " two to learn, as vocals and accompaniment; got " + separator.stems());
        }
        Recipe.requireAverage(average);
        Recipe.requireStartShare(startShare, init);
        notes = notes == null
                ? List.of()
                : notes.stream().map(Objects::requireNonNull).toList();
        schedule = schedule == null ? new Schedule.Constant() : schedule;
        remix = remix == null ? RemixSettings.none() : remix;
        licence = licence == null ? ModelCard.Licence.unknown() : licence;
    }
}
