// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.core.dataset;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mir4j.core.error.DatasetException;

/**
 * What there is to know about a dataset without having it.
 *
 * @param name as it is typed, for example {@code gtzan}
 * @param title as it is written, for example {@code GTZAN Genre Collection}
 * @param content what and how much it holds, in a sentence
 * @param citation the paper to cite
 * @param licence under what terms it may be used
 * @param homepage an address
 * @param obtaining how to get it, in sentences
 * @param layout the tree of files that is expected below its root, drawn as text
 * @param splits the names of the splits and what each of them is
 * @param defaultSplit the split that is meant when none is named
 * @param archives the files it is published in, by name, with their published checksums
 * @param published what others measured on it
 */
public record DatasetCard(
        String name,
        String title,
        String content,
        String citation,
        String licence,
        String homepage,
        String obtaining,
        String layout,
        Map<String, String> splits,
        String defaultSplit,
        Map<String, Checksum> archives,
        List<PublishedScore> published) {

    /** Refuses cards that leave out what a user must know. */
    public DatasetCard {
        requireSaid(name, "name");
        requireSaid(title, "title");
        requireSaid(content, "content");
        requireSaid(citation, "citation");
        requireSaid(licence, "licence");
        requireSaid(homepage, "homepage");
        requireSaid(obtaining, "way to obtain it");
        requireSaid(layout, "layout");
        splits = Collections.unmodifiableMap(new LinkedHashMap<>(splits));
        archives = Collections.unmodifiableMap(new LinkedHashMap<>(archives));
        published = List.copyOf(published);
        if (!splits.containsKey(defaultSplit)) {
            throw new IllegalArgumentException("the dataset " + name + " has the splits " + splits.keySet()
                    + ", and its default is '" + defaultSplit + "'");
        }
        for (PublishedScore score : published) {
            if (!splits.containsKey(score.split())) {
                throw new IllegalArgumentException(
                        "the dataset " + name + " has published scores of an unknown split '" + score.split() + "'");
            }
        }
    }

    private static void requireSaid(String value, String what) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("a dataset's card needs a " + what);
        }
    }

    /**
     * Makes sure that there is a split of that name.
     *
     * @param split a name
     * @return the same name
     * @throws DatasetException if there is none, with the names that there are
     */
    public String requireSplit(String split) {
        if (!splits.containsKey(split)) {
            throw new DatasetException("The dataset " + name + " has no split '" + split + "'; there are: "
                    + String.join(", ", splits.keySet()) + ".");
        }
        return split;
    }

    /**
     * Begins a card.
     *
     * @param name as it is typed
     * @param title as it is written
     * @return a builder
     */
    public static Builder of(String name, String title) {
        return new Builder(name, title);
    }

    /** Collects what a card says; all but archives and published scores must be said. */
    public static final class Builder {

        private final String name;
        private final String title;
        private String content;
        private String citation;
        private String licence;
        private String homepage;
        private String obtaining;
        private String layout;
        private final Map<String, String> splits = new LinkedHashMap<>();
        private String defaultSplit;
        private final Map<String, Checksum> archives = new LinkedHashMap<>();
        private final List<PublishedScore> published = new ArrayList<>();

        private Builder(String name, String title) {
            this.name = name;
            this.title = title;
        }

        /**
         * @param text what and how much it holds
         * @return this
         */
        public Builder content(String text) {
            content = text;
            return this;
        }

        /**
         * @param text the paper to cite
         * @return this
         */
        public Builder citation(String text) {
            citation = text;
            return this;
        }

        /**
         * @param text under what terms it may be used
         * @return this
         */
        public Builder licence(String text) {
            licence = text;
            return this;
        }

        /**
         * @param address of its page
         * @return this
         */
        public Builder homepage(String address) {
            homepage = address;
            return this;
        }

        /**
         * @param text how to get it
         * @return this
         */
        public Builder obtaining(String text) {
            obtaining = text;
            return this;
        }

        /**
         * @param tree of files below the root
         * @return this
         */
        public Builder layout(String tree) {
            layout = tree.stripTrailing();
            return this;
        }

        /**
         * Adds a split; the first is the default unless another is {@link #defaultSplit named}.
         *
         * @param split its name
         * @param meaning what it is
         * @return this
         */
        public Builder split(String split, String meaning) {
            splits.put(split, meaning);
            if (defaultSplit == null) {
                defaultSplit = split;
            }
            return this;
        }

        /**
         * @param split which is meant when none is named
         * @return this
         */
        public Builder defaultSplit(String split) {
            defaultSplit = split;
            return this;
        }

        /**
         * @param file the name of a file that the dataset is published in
         * @param checksum its published checksum
         * @return this
         */
        public Builder archive(String file, Checksum checksum) {
            archives.put(file, checksum);
            return this;
        }

        /**
         * @param score what somebody measured on it
         * @return this
         */
        public Builder published(PublishedScore score) {
            published.add(score);
            return this;
        }

        /**
         * Makes the card.
         *
         * @return the card
         * @throws IllegalArgumentException if something is left out
         */
        public DatasetCard build() {
            return new DatasetCard(
                    name,
                    title,
                    content,
                    citation,
                    licence,
                    homepage,
                    obtaining,
                    layout,
                    splits,
                    defaultSplit,
                    archives,
                    published);
        }
    }
}
