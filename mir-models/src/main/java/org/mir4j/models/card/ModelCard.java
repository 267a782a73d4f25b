// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.card;

import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.mir4j.core.error.MirException;
import org.mir4j.core.error.ModelException;
import org.mir4j.core.error.Remedy;
import org.mir4j.models.checkpoint.WeightsFormat;
import org.mir4j.models.network.NetworkSettings;
import org.mir4j.models.network.TagNetworkSettings;
import org.mir4j.models.settings.Omittable;
import org.mir4j.models.settings.SettingsTree;

/**
 * What a model is: {@code model.json}.
 *
 * @param name lower-case letters, digits, dots and hyphens; also its directory's name
 * @param summary one line for a list of models
 * @param source where the weights come from
 * @param licence under which the weights may be used
 * @param citations what to cite
 * @param scores what the model has been measured to reach
 * @param notes what else a user should know: what it has learned from, where it fails
 * @param weightsSha256 of the weights as they lie in the store; null until they do
 * @param task what it does, and all that is needed to build it
 */
public record ModelCard(
        String name,
        @Omittable String summary,
        Source source,
        Licence licence,
        @Omittable List<String> citations,
        @Omittable List<MeasuredScore> scores,
        @Omittable List<String> notes,
        @Omittable String weightsSha256,
        ModelTask task) {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.-]{0,63}");

    /**
     * Terms of use.
     *
     * @param name for example {@code MIT}
     * @param url where its text is
     */
    public record Licence(String name, String url) {

        /** The element of a Creative Commons licence, or the words. */
        private static final Pattern NON_COMMERCIAL =
                Pattern.compile("\\bNC\\b|non-?commercial", Pattern.CASE_INSENSITIVE);

        /**
         * The terms of weights of which nobody has said any.
         *
         * @return the licence
         */
        public static Licence unknown() {
            return new Licence("not stated", "");
        }

        /**
         * Whether it keeps people from using the weights commercially, as its name says.
         *
         * @return whether it does
         */
        public boolean isNonCommercial() {
            return name != null && NON_COMMERCIAL.matcher(name).find();
        }
    }

    /**
     * One measured figure.
     *
     * @param metric for example {@code ROC-AUC}
     * @param value the figure
     * @param dataset on what it was measured, with the split
     * @param reference who measured it
     */
    public record MeasuredScore(String metric, double value, String dataset, String reference) {}

    /** Refuses cards with parts missing, and names that are no directory names. */
    public ModelCard {
        if (!isName(name)) {
            throw new IllegalArgumentException("a model's name is made of lower-case letters, digits, dots and hyphens"
                    + " and starts with a letter or digit, got '" + name + "'");
        }
        if (task == null || source == null || licence == null) {
            throw new IllegalArgumentException("the card of " + name + " lacks its task, source or licence");
        }
        if (weightsSha256 != null && !Source.isSha256(weightsSha256)) {
            throw new IllegalArgumentException("the SHA-256 of the weights of " + name
                    + " has to be 64 hexadecimal digits, got '" + weightsSha256 + "'");
        }
        citations = whole(citations, "citations", name);
        scores = whole(scores, "scores", name);
        notes = whole(notes, "notes", name);
    }

    private static <T> List<T> whole(List<T> values, String what, String name) {
        if (values != null && values.stream().anyMatch(Objects::isNull)) {
            throw new IllegalArgumentException("one of the " + what + " of " + name + " is missing");
        }
        return values == null ? List.of() : List.copyOf(values);
    }

    /**
     * Whether a text can be a model's name.
     *
     * @param text any text
     * @return whether it is a name
     */
    public static boolean isName(String text) {
        return text != null && NAME.matcher(text).matches();
    }

    /**
     * What a tagger is.
     *
     * @return the task
     * @throws ModelException if the model does something else
     */
    public TaggingTask tagging() {
        if (task instanceof TaggingTask tagging) {
            return tagging;
        }
        throw otherwise("tagger");
    }

    /**
     * What a separator is.
     *
     * @return the task
     * @throws ModelException if the model does something else
     */
    public SeparationTask separation() {
        if (task instanceof SeparationTask separation) {
            return separation;
        }
        throw otherwise("separator");
    }

    /**
     * What the network of a tagger is built of.
     *
     * @return its layers
     * @throws ModelException if the model is no tagger, or as {@link #requireTensors}
     */
    @SuppressWarnings("exports") // networks are inside of this module
    public NetworkSettings layers() {
        TagNetworkSettings network = tagging().network();
        requireTensors();
        return (NetworkSettings) network;
    }

    /**
     * Refuses a network that comes as a whole, for what looks into networks.
     *
     * @throws ModelException if the model is a module of TorchScript
     */
    public void requireTensors() {
        if (task.format() != WeightsFormat.SAFETENSORS) {
            throw new ModelException("The model " + name + " is a TorchScript module, which is used, evaluated and"
                            + " exported as it is: it cannot be explained, trained further or changed. Choose another"
                            + " model for that.")
                    .with(Remedy.OTHER_MODEL);
        }
    }

    private MirException otherwise(String wanted) {
        return new ModelException("The model " + name + " is no " + wanted + ": its task is "
                        + SettingsTree.name((Record) task) + ". Choose another model.")
                .with(Remedy.OTHER_MODEL);
    }

    /**
     * The same card for weights that lie in a store.
     *
     * @param sha256 of the stored weights
     * @return the card
     */
    public ModelCard withWeights(String sha256) {
        return with(name, source, sha256);
    }

    /**
     * The same card for weights that come from nowhere else.
     *
     * @param sha256 of the weights, which are their own source
     * @return the card
     */
    public ModelCard withOwnWeights(String sha256) {
        return with(name, source.of(source.file(), sha256), sha256);
    }

    /**
     * The same card under another name.
     *
     * @param otherName its name
     * @return the card
     */
    public ModelCard named(String otherName) {
        return with(otherName, source, weightsSha256);
    }

    /**
     * The same card under other terms.
     *
     * @param terms of use
     * @return the card
     */
    public ModelCard licensed(Licence terms) {
        return new ModelCard(name, summary, source, terms, citations, scores, notes, weightsSha256, task);
    }

    /**
     * The same card of a task that is done in another way.
     *
     * @param otherTask what the weights do
     * @return the card
     */
    public ModelCard with(ModelTask otherTask) {
        return new ModelCard(name, summary, source, licence, citations, scores, notes, weightsSha256, otherTask);
    }

    private ModelCard with(String otherName, Source otherSource, String otherSha256) {
        return new ModelCard(otherName, summary, otherSource, licence, citations, scores, notes, otherSha256, task);
    }

    /**
     * The card of other weights for the same architecture. What was measured of these weights does not hold for those.
     *
     * @param otherName its name
     * @param otherSource where they come from
     * @param otherTask what they do
     * @return the card
     */
    public ModelCard like(String otherName, Source otherSource, ModelTask otherTask) {
        return new ModelCard(
                otherName,
                "imported, like " + name,
                otherSource,
                Licence.unknown(),
                citations,
                List.of(),
                List.of(),
                null,
                otherTask);
    }
}
