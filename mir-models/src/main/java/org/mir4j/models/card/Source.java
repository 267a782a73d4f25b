package org.mir4j.models.card;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.mir4j.models.checkpoint.Tensor;

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
        String address, String file, String sha256, List<String> ignored, List<Rename> renamed, String filterBank) {

    /**
     * A rule for names.
     *
     * @param from a regular expression
     * @param to what every match becomes; may refer to groups as {@code $1}
     */
    public record Rename(String from, String to) {}

    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    /** Refuses what is no checksum. */
    public Source {
        if (sha256 == null || !SHA256.matcher(sha256).matches()) {
            throw new IllegalArgumentException("a SHA-256 is 64 hexadecimal digits, got '" + sha256 + "'");
        }
        ignored = ignored == null ? List.of() : List.copyOf(ignored);
        renamed = renamed == null ? List.of() : List.copyOf(renamed);
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
     */
    public Map<String, Tensor> weights(Map<String, Tensor> tensors) {
        Map<String, Tensor> weights = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> {
            if (ignored.stream()
                    .noneMatch(rule -> Pattern.compile(rule).matcher(name).find())) {
                weights.put(renamed(name), tensor);
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
