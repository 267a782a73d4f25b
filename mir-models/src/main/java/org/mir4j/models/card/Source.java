// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.card;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.mir4j.core.error.ModelException;
import org.mir4j.models.checkpoint.Tensor;
import org.mir4j.models.settings.Omittable;

/**
 * Where a model's weights come from, and what their names there mean here: a file, or several that are parts of one
 * model.
 *
 * @param address of the file upstream; null if it has none
 * @param file its name in a mirror; null where there are parts
 * @param sha256 of the file, in lower-case hexadecimal; null where there are parts
 * @param ignored regular expressions: tensors that have a match are no weights
 * @param renamed applied in this order to every other name
 * @param filterBank the name of a tensor that holds the mel filter bank the weights were trained behind, bins x bands;
 *     null if the file has none
 * @param parts the files of a model that has several; null for one with a single file. {@link #files} gives either
 * @param reversed whether tensors have their axes in the reverse order of ours, as Keras has those of its filters
 */
public record Source(
        @Omittable String address,
        @Omittable(replacedBy = "parts") String file,
        @Omittable(replacedBy = "parts") String sha256,
        @Omittable List<String> ignored,
        @Omittable List<Rename> renamed,
        @Omittable String filterBank,
        @Omittable List<Part> parts,
        @Omittable(formerly = "false") boolean reversed) {

    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    /** As many digits as the names of published files have room for, or more. */
    private static final Pattern START_OF_SHA256 = Pattern.compile("[0-9a-f]{8,64}");

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
            new NameRule(from);
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

    /**
     * One of several files.
     *
     * @param address of the file upstream; null if it has none
     * @param file its name in a mirror
     * @param sha256 the first digits of the file's SHA-256, at least 8, in lower-case hexadecimal
     * @param prefix what comes before the names of its tensors once all other rules have been applied
     * @param equivalents the SHA-256, all digits, of files of other bytes that are known to hold the same weights, such as
     *     one that was brought back from another format; none by default
     */
    public record Part(
            @Omittable String address,
            String file,
            String sha256,
            @Omittable String prefix,
            @Omittable(formerly = "[]") List<String> equivalents) {

        /** Refuses what is no file name and no checksum. */
        public Part {
            requireFileName(file);
            if (sha256 == null || !START_OF_SHA256.matcher(sha256).matches()) {
                throw new IllegalArgumentException("the SHA-256 of a part, or how it begins, is 8 to 64 hexadecimal"
                        + " digits in lower case, got '" + sha256 + "'");
            }
            prefix = prefix == null ? "" : prefix;
            equivalents = whole(equivalents, "checksums of equal files");
            if (!equivalents.stream().allMatch(Source::isSha256)) {
                throw new IllegalArgumentException(
                        "the SHA-256 of an equal file is 64 hexadecimal digits in lower case, got " + equivalents);
            }
        }

        /**
         * A file that has no equal.
         *
         * @param address of the file upstream; null if it has none
         * @param file its name in a mirror
         * @param sha256 the first digits of the file's SHA-256, at least 8, in lower-case hexadecimal
         * @param prefix what comes before the names of its tensors
         */
        public Part(String address, String file, String sha256, String prefix) {
            this(address, file, sha256, prefix, null);
        }

        /**
         * Whether a file is this one, or holds the same weights.
         *
         * @param found the SHA-256 of the file, all digits
         * @return whether it does
         */
        public boolean isOf(String found) {
            return found.startsWith(sha256) || equivalents.contains(found);
        }
    }

    /** Refuses what is no file name, no checksum and no regular expression, and both a file and parts. */
    public Source {
        if (parts == null) {
            requireFileName(file);
            if (!isSha256(sha256)) {
                throw new IllegalArgumentException(
                        "a SHA-256 is 64 hexadecimal digits in lower case, got '" + sha256 + "'");
            }
        } else {
            parts = whole(parts, "parts");
            if (parts.isEmpty() || file != null || sha256 != null || address != null) {
                throw new IllegalArgumentException("a source of several files names at least one of them among its"
                        + " parts, and no file, SHA-256 or address beside them");
            }
        }
        ignored = whole(ignored, "names to ignore");
        renamed = whole(renamed, "rules for names");
        ignored.forEach(NameRule::new);
    }

    /**
     * A source of one file.
     *
     * @param address of the file upstream; null if it has none
     * @param file its name in a mirror
     * @param sha256 of the file, in lower-case hexadecimal
     * @param ignored regular expressions: tensors that have a match are no weights
     * @param renamed applied in this order to every other name
     * @param filterBank the name of a tensor that holds the mel filter bank; null if the file has none
     */
    public Source(
            String address, String file, String sha256, List<String> ignored, List<Rename> renamed, String filterBank) {
        this(address, file, sha256, ignored, renamed, filterBank, null);
    }

    /**
     * A source of tensors whose axes are in our order.
     *
     * @param address of the file upstream; null if it has none
     * @param file its name in a mirror; null where there are parts
     * @param sha256 of the file, in lower-case hexadecimal; null where there are parts
     * @param ignored regular expressions: tensors that have a match are no weights
     * @param renamed applied in this order to every other name
     * @param filterBank the name of a tensor that holds the mel filter bank; null if the file has none
     * @param parts the files of a model that has several; null for one with a single file
     */
    public Source(
            String address,
            String file,
            String sha256,
            List<String> ignored,
            List<Rename> renamed,
            String filterBank,
            List<Part> parts) {
        this(address, file, sha256, ignored, renamed, filterBank, parts, false);
    }

    private static void requireFileName(String file) {
        if (file == null || file.isBlank() || file.contains("/") || file.contains("\\")) {
            throw new IllegalArgumentException("a source names its file, without a directory, got '" + file + "'");
        }
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
     * The files that the weights come in.
     *
     * @return at least one
     */
    public List<Part> files() {
        return parts == null ? List.of(new Part(address, file, sha256, "")) : parts;
    }

    /**
     * The same meaning of names for another file.
     *
     * @param otherFile its name
     * @param otherSha256 its checksum
     * @return the source, which has no address
     */
    public Source of(String otherFile, String otherSha256) {
        return new Source(null, otherFile, otherSha256, ignored, renamed, filterBank, null, reversed);
    }

    /**
     * Brings tensors from their upstream names to those of our parameters, joins those of several files, and leaves out
     * what is no weight.
     *
     * @param tensors by upstream name, for each of {@link #files}
     * @return the weights by our name
     * @throws ModelException if two tensors come to the same name
     */
    public Map<String, Tensor> weights(List<Map<String, Tensor>> tensors) {
        List<Part> files = files();
        if (tensors.size() != files.size()) {
            throw new IllegalArgumentException(
                    "weights in " + files.size() + " files, got the tensors of " + tensors.size());
        }
        Map<String, Tensor> weights = new LinkedHashMap<>();
        for (int i = 0; i < files.size(); i++) {
            addWeights(files.get(i), tensors.get(i), weights);
        }
        return weights;
    }

    /**
     * The same for a single file.
     *
     * @param tensors by upstream name
     * @return the weights by our name
     * @throws ModelException if two tensors come to the same name
     */
    public Map<String, Tensor> weights(Map<String, Tensor> tensors) {
        return weights(List.of(tensors));
    }

    private void addWeights(Part part, Map<String, Tensor> tensors, Map<String, Tensor> weights) {
        tensors.forEach((name, tensor) -> {
            Optional<String> ours = ours(part, name);
            if (ours.isPresent() && weights.put(ours.get(), reversed ? tensor.reversed() : tensor) != null) {
                throw new ModelException("Two tensors of " + part.file() + " come to the name " + ours.get()
                        + ", the second is " + name + "; the names are not those of this architecture.");
            }
        });
    }

    /**
     * What a name in a file is among the names of our parameters.
     *
     * @param part one of {@link #files}
     * @param name of a tensor in it
     * @return our name; empty for what is no weight
     */
    public Optional<String> ours(Part part, String name) {
        boolean weight = ignored.stream().noneMatch(rule -> new NameRule(rule).matches(name));
        return weight ? Optional.of(part.prefix() + renamed(name)) : Optional.empty();
    }

    private String renamed(String name) {
        String result = name;
        for (Rename rule : renamed) {
            result = new NameRule(rule.from()).replaced(result, rule.to());
        }
        return result;
    }
}
