package org.mir4j.models.card;

import ai.djl.ndarray.types.Shape;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.mir4j.audio.spectral.FrontEndSettings;
import org.mir4j.core.tagging.Taggram.Aggregation;
import org.mir4j.models.network.NetworkSettings;
import org.mir4j.models.settings.Omittable;

/**
 * What a model is: {@code model.json}.
 *
 * @param name lower-case letters, digits, dots and hyphens; also its directory's name
 * @param summary one line for a list of models
 * @param windowSeconds how much the model hears at once, in seconds
 * @param aggregation how the scores of a recording's windows become the recording's
 * @param frontEnd from samples to the network's input
 * @param network the architecture
 * @param source where the weights come from
 * @param licence under which the weights may be used
 * @param citations what to cite
 * @param scores what the model has been measured to reach
 * @param notes what else a user should know: what it has learned from, where it fails
 * @param weightsSha256 of the weights as they lie in the store; null until they do
 * @param labels the tags, in the order of the network's classes
 */
public record ModelCard(
        String name,
        @Omittable String summary,
        double windowSeconds,
        @Omittable Aggregation aggregation,
        FrontEndSettings frontEnd,
        NetworkSettings network,
        Source source,
        Licence licence,
        @Omittable List<String> citations,
        @Omittable List<MeasuredScore> scores,
        @Omittable List<String> notes,
        @Omittable String weightsSha256,
        List<String> labels) {

    /** An hour at 48 kHz fits: no array of samples that would be larger than memory is asked for. */
    private static final int MOST_SAMPLES = 1 << 28;

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.-]{0,63}");

    /**
     * Terms of use.
     *
     * @param name for example {@code MIT}
     * @param url where its text is
     */
    public record Licence(String name, String url) {}

    /**
     * One measured figure.
     *
     * @param metric for example {@code ROC-AUC}
     * @param value the figure
     * @param dataset on what it was measured, with the split
     * @param reference who measured it
     */
    public record MeasuredScore(String metric, double value, String dataset, String reference) {}

    /** Refuses cards with parts missing, names that are no directory names, and labels that are not one a class. */
    public ModelCard {
        if (!isName(name)) {
            throw new IllegalArgumentException("a model's name is made of lower-case letters, digits, dots and hyphens"
                    + " and starts with a letter or digit, got '" + name + "'");
        }
        if (frontEnd == null || network == null || source == null || licence == null) {
            throw new IllegalArgumentException(
                    "the card of " + name + " lacks its front-end, network, source or licence");
        }
        if (!(windowSeconds > 0 && windowSeconds <= 3600)) {
            throw new IllegalArgumentException(
                    "the window of " + name + " lasts more than 0 s and at most an hour, got " + windowSeconds + " s");
        }
        double samples = windowSeconds * frontEnd.sampleRate();
        if (!(samples >= 1 && samples <= MOST_SAMPLES)) {
            throw new IllegalArgumentException("the window of " + name + " has " + samples
                    + " samples, expected at least one and at most " + MOST_SAMPLES);
        }
        if (weightsSha256 != null && !Source.isSha256(weightsSha256)) {
            throw new IllegalArgumentException("the SHA-256 of the weights of " + name
                    + " has to be 64 hexadecimal digits, got '" + weightsSha256 + "'");
        }
        aggregation = aggregation == null ? Aggregation.MEAN : aggregation;
        citations = whole(citations, "citations", name);
        scores = whole(scores, "scores", name);
        notes = whole(notes, "notes", name);
        labels = whole(labels, "labels", name);
        if (labels.isEmpty()
                || new HashSet<>(labels).size() != labels.size()
                || labels.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException(
                    "the labels of " + name + " are at least one, all different, and none is blank");
        }
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
     * The window in samples of the front-end's rate.
     *
     * @return how many samples
     */
    public int windowSamples() {
        return frontEnd.samples(windowSeconds);
    }

    /**
     * What one window is when it reaches the network.
     *
     * @return {@code (1, 1, F, T)}
     */
    public Shape inputShape() {
        return frontEnd.shape(windowSamples());
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

    private ModelCard with(String otherName, Source otherSource, String otherSha256) {
        return new ModelCard(
                otherName,
                summary,
                windowSeconds,
                aggregation,
                frontEnd,
                network,
                otherSource,
                licence,
                citations,
                scores,
                notes,
                otherSha256,
                labels);
    }

    /**
     * The card of other weights for the same architecture and front-end. What was measured of these weights does not
     * hold for those.
     *
     * @param otherName its name
     * @param otherSource where they come from
     * @param otherLabels their tags
     * @return the card
     */
    public ModelCard like(String otherName, Source otherSource, List<String> otherLabels) {
        return new ModelCard(
                otherName,
                "imported, like " + name,
                windowSeconds,
                aggregation,
                frontEnd,
                network,
                otherSource,
                new Licence("not stated", ""),
                citations,
                List.of(),
                List.of(),
                null,
                otherLabels);
    }
}
