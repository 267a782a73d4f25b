// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.checkpoint;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mir4j.core.error.ModelException;

/**
 * What a file of weights holds: tensors by name, and what is beside them. Names are those of all dictionaries on the
 * way, joined by dots: {@code state_dict.layer1.weight}. Numbers are read when they are asked for.
 */
public final class CheckpointContents {

    private final Path file;
    private final Object root;
    private final Names names;
    private final Reader reader;

    /**
     * @param file where it is
     * @param root what the file holds, as data; null if it holds tensors only
     * @param names of all that it holds
     * @param reader of the numbers
     */
    CheckpointContents(Path file, Object root, Names names, Reader reader) {
        this.file = file;
        this.root = root;
        this.names = names;
        this.reader = reader;
    }

    /**
     * What a file holds by name.
     *
     * @param tensors the names of the tensors, in the file's order
     * @param dictionaries the names of the dictionaries that hold a tensor; an empty text for the outermost
     * @param others what is in the place of a tensor, by name, in words
     */
    record Names(Set<String> tensors, Set<String> dictionaries, Map<String, String> others) {}

    /** Reads the numbers of tensors that a file has described. */
    interface Reader {

        /**
         * Reads some of them.
         *
         * @param names of tensors, in full
         * @return the tensors by these names, in their order
         */
        Map<String, Tensor> read(Collection<String> names) throws IOException;
    }

    /**
     * The file.
     *
     * @return where it is
     */
    public Path file() {
        return file;
    }

    /**
     * The names of all tensors.
     *
     * @return full names, in the file's order
     */
    public Set<String> names() {
        return Collections.unmodifiableSet(names.tensors());
    }

    /**
     * What is in dictionaries and is not a tensor: an object that is not built, a number, a text.
     *
     * @return what it is, in words, by full name
     */
    public Map<String, String> others() {
        return Collections.unmodifiableMap(names.others());
    }

    /**
     * Reads the tensors whose names begin with a key and a dot.
     *
     * @param key of a dictionary, or the beginning of its names; an empty text for all tensors
     * @return the tensors by the rest of their names
     * @throws ModelException if there are none, their numbers are damaged, or they come to more than Java's memory
     */
    public Map<String, Tensor> tensors(String key) {
        String prefix = key.isEmpty() ? "" : key + ".";
        List<String> wanted =
                names.tensors().stream().filter(name -> name.startsWith(prefix)).toList();
        if (wanted.isEmpty()) {
            throw new ModelException(file + " holds no tensors named '" + prefix + "...'.");
        }
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        read(wanted).forEach((name, tensor) -> tensors.put(name.substring(prefix.length()), tensor));
        return tensors;
    }

    private Map<String, Tensor> read(Collection<String> wanted) {
        return Checkpoint.reading(file, () -> reader.read(wanted));
    }

    /**
     * The weights of a file that holds one dictionary of tensors only.
     *
     * @return the tensors by their names in that dictionary
     * @throws ModelException if there are several dictionaries of tensors, or the numbers are damaged
     */
    Map<String, Tensor> only() {
        if (names.dictionaries().size() > 1) {
            throw new ModelException(file + " holds several dictionaries of tensors: "
                    + String.join(
                            ", ",
                            names.dictionaries().stream()
                                    .limit(5)
                                    .map(name -> name.isEmpty() ? "the outermost" : "'" + name + "'")
                                    .toList())
                    + "; name one.");
        }
        return tensors(names.dictionaries().iterator().next());
    }

    /**
     * What the file holds under keys, as data: null, {@code Boolean}, {@code Long}, {@code BigInteger}, {@code Double},
     * {@code String}, {@code byte[]}, {@code List}, {@code Map} or {@link InertObject}. Nothing of it has been built,
     * and it may hold itself. Tensors are objects there that are of no use by themselves.
     *
     * @param keys of the dictionaries on the way; none for the outermost itself
     * @return the value, if there is one
     */
    Optional<Object> value(String... keys) {
        Object value = root;
        for (String key : keys) {
            value = value instanceof Map<?, ?> map ? map.get(key) : null;
        }
        return Optional.ofNullable(value);
    }

    /**
     * What the file holds under keys, as values of nothing but: null, {@code Boolean}, {@code Long}, {@code BigInteger},
     * {@code Double}, {@code String}, {@link Fraction}, {@link ClassName}, and {@code List} and {@code Map} (with texts for
     * keys) of these.
     *
     * @param keys of the dictionaries on the way, at least one
     * @return the value; empty if there is none, or it is null
     * @throws ModelException if there is an object or a tensor among it, or it has levels without end
     */
    public Optional<Object> data(String... keys) {
        Optional<Object> value = value(keys);
        return Checkpoint.reading(file, () -> value.map(each -> new PlainData().of(String.join(".", keys), each)));
    }
}
