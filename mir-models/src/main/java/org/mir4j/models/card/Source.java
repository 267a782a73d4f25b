package org.mir4j.models.card;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.mir4j.core.error.ModelException;
import org.mir4j.models.checkpoint.Tensor;
import org.mir4j.models.settings.Omittable;

/**
 * Where a model's weights come from, and what their names there mean here.
 *
 * @param address of the file upstream; null if it has none
 * @param file its name in a mirror
 * @param sha256 of the file, in lower-case hexadecimal
 * @param ignored regular expressions: tensors that have a match are no weights
 * @param renamed applied in this order to every other name
 * @param filterBank the name of a tensor that holds the mel filter bank the weights were trained behind, bins x bands;
 *     null if the file has none
 */
public record Source(
        @Omittable String address,
        String file,
        String sha256,
        @Omittable List<String> ignored,
        @Omittable List<Rename> renamed,
        @Omittable String filterBank) {

    /**
     * A rule for names.
     *
     * @param from a regular expression
     * @param to what every match becomes; may refer to groups as {@code $1}
     */
    public record Rename(String from, String to) {

        /** Refuses rules that cannot be applied. */
        public Rename {
            if (from == null || to == null) {
                throw new IllegalArgumentException(
                        "a rule for names says from what to what, got '" + from + "' and '" + to + "'");
            }
            Pattern.compile(from);
            requireGroups(from, to);
        }

        private static void requireGroups(String from, String to) {
            try {
                // an empty alternative has the groups of the other one, and matches always
                Pattern.compile("|" + from).matcher("").replaceAll(to);
            } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
                throw new IllegalArgumentException("a rule for names turns '" + from + "' into '" + to
                        + "', and that is no replacement for it: " + e.getMessage());
            }
        }
    }

    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    /** Refuses what is no file name, no checksum and no regular expression. */
    public Source {
        if (file == null || file.isBlank() || file.contains("/") || file.contains("\\")) {
            throw new IllegalArgumentException("a source names its file, without a directory, got '" + file + "'");
        }
        if (!isSha256(sha256)) {
            throw new IllegalArgumentException(
                    "a SHA-256 is 64 hexadecimal digits in lower case, got '" + sha256 + "'");
        }
        ignored = whole(ignored, "names to ignore");
        renamed = whole(renamed, "rules for names");
        ignored.forEach(Pattern::compile);
    }

    private static <T> List<T> whole(List<T> values, String what) {
        if (values != null && values.stream().anyMatch(Objects::isNull)) {
            throw new IllegalArgumentException("one of the " + what + " is missing");
        }
        return values == null ? List.of() : List.copyOf(values);
    }

    static boolean isSha256(String text) {
        return text != null && SHA256.matcher(text).matches();
    }

    /**
     * The same meaning of names for another file.
     *
     * @param otherFile its name
     * @param otherSha256 its checksum
     * @return the source, which has no address
     */
    public Source of(String otherFile, String otherSha256) {
        return new Source(null, otherFile, otherSha256, ignored, renamed, filterBank);
    }

    /**
     * Brings tensors from their upstream names to those of our parameters, and leaves out what is no weight.
     *
     * @param tensors by upstream name
     * @return the weights by our name
     * @throws ModelException if two tensors come to the same name
     */
    public Map<String, Tensor> weights(Map<String, Tensor> tensors) {
        Map<String, Tensor> weights = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> {
            if (ignored.stream()
                    .noneMatch(rule -> Pattern.compile(rule).matcher(name).find())) {
                String ours = renamed(name);
                if (weights.put(ours, tensor) != null) {
                    throw new ModelException("Two tensors of " + file + " come to the name " + ours + ", the second is "
                            + name + "; the names are not those of this architecture.");
                }
            }
        });
        return weights;
    }

    private String renamed(String name) {
        String result = name;
        for (Rename rule : renamed) {
            result = result.replaceAll(rule.from(), rule.to());
        }
        return result;
    }
}
