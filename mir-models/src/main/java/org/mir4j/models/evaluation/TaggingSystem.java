// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.evaluation;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.mir4j.audio.window.Windowing;
import org.mir4j.core.error.DatasetException;
import org.mir4j.models.ModelOptions;
import org.mir4j.models.card.ModelCard;
import org.mir4j.models.store.InstalledModel;
import org.mir4j.models.tagging.Tagger;

/** Where scores of tags come from. */
public abstract sealed class TaggingSystem {

    private TaggingSystem() {}

    /**
     * A tagger that is loaded already.
     *
     * @param tagger to be closed by the caller, after the evaluation
     * @return the system
     */
    public static TaggingSystem of(Tagger tagger) {
        return new Model(tagger.card()) {
            @Override
            void use(Consumer<Tagger> work) {
                work.accept(tagger);
            }
        };
    }

    /**
     * A model that is loaded when the first track is to be tagged, and closed after the last.
     *
     * @param model from the store
     * @param options where its network runs
     * @return the system
     */
    public static TaggingSystem of(InstalledModel model, ModelOptions options) {
        return new Model(model.card()) {
            @Override
            void use(Consumer<Tagger> work) {
                try (Tagger tagger = Tagger.load(model, options)) {
                    work.accept(tagger);
                }
            }
        };
    }

    /**
     * Scores that were made elsewhere: CSV ({@code .csv}) with a header, whose first column names the tracks and the others
     * one tag each, one row per track; or JSON lines (any other ending), as {@code results.jsonl} has them, or as
     * {@code mir tag --all --format jsonl} writes them. A track is named by its name in the dataset or by its file.
     *
     * @param file of scores
     * @return the system
     * @throws DatasetException if the file cannot be read or holds no scores
     */
    public static TaggingSystem scores(Path file) {
        return new Scores(file);
    }

    /**
     * What it is called in results.
     *
     * @return a model's name, or that of a file
     */
    public abstract String name();

    /**
     * The tags that it knows.
     *
     * @return in its order
     */
    public abstract List<String> tags();

    /** What tells it from others, for the settings of the run. */
    abstract Map<String, String> identity(Windowing windowing);

    /** A model, which tags the tracks. */
    abstract static non-sealed class Model extends TaggingSystem {

        private final ModelCard card;

        private Model(ModelCard card) {
            this.card = card;
        }

        /** Works with the loaded tagger. */
        abstract void use(Consumer<Tagger> work);

        @Override
        public String name() {
            return card.name();
        }

        @Override
        public List<String> tags() {
            return card.tagging().labels();
        }

        @Override
        Map<String, String> identity(Windowing windowing) {
            Map<String, String> values = new LinkedHashMap<>(ModelIdentity.of(card));
            values.put(
                    "windows",
                    windowing instanceof Windowing.Spread spread ? spread.count() + " spread" : "consecutive");
            return values;
        }
    }

    /** Scores that were made elsewhere. */
    static final class Scores extends TaggingSystem {

        private final Path file;
        private final List<String> tags;

        private Scores(Path file) {
            this.file = file;
            tags = ScoresFile.tags(file);
        }

        Path file() {
            return file;
        }

        @Override
        public String name() {
            return file.getFileName().toString();
        }

        @Override
        public List<String> tags() {
            return tags;
        }

        @Override
        Map<String, String> identity(Windowing windowing) {
            return Map.of("scores", file.toAbsolutePath().normalize().toString());
        }
    }
}
