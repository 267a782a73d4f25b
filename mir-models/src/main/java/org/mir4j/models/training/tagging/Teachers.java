// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training.tagging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.mir4j.audio.io.AudioReader;
import org.mir4j.core.dataset.Checksum;
import org.mir4j.core.dataset.Recording;
import org.mir4j.core.error.MirException;
import org.mir4j.core.error.ModelException;
import org.mir4j.core.error.Reason;
import org.mir4j.models.ModelOptions;
import org.mir4j.models.card.ModelCard;
import org.mir4j.models.settings.SettingsTree;
import org.mir4j.models.store.InstalledModel;
import org.mir4j.models.tagging.Tagger;
import org.mir4j.models.tagging.TaggingOptions;
import org.mir4j.models.tagging.TaggingResult;

/** Models that score recordings for a student to learn from; what they scored once is kept. */
final class Teachers {

    private final TeacherSettings settings;
    private final List<Teacher> teachers;
    private final Path cache;
    private final ModelOptions options;

    /**
     * @param settings their tags for the labels
     * @param models the models that the settings name, by the names that they have there
     * @param cache where scores are kept
     * @param options where the networks run
     * @throws ModelException if a model lacks one of its tags
     */
    Teachers(TeacherSettings settings, Map<String, InstalledModel> models, Path cache, ModelOptions options) {
        this.settings = settings;
        this.teachers = models.entrySet().stream()
                .map(model -> new Teacher(model.getKey(), model.getValue()))
                .toList();
        this.cache = cache.resolve("teachers");
        this.options = options;
        // before hours are spent on their scores
        settings.tags().keySet().forEach(label -> teachers.forEach(teacher -> teacher.tagFor(label, settings)));
    }

    /** Told how the scoring proceeds. */
    public interface Listener {

        /**
         * A recording has been scored.
         *
         * @param teacher its name
         * @param done how many recordings this teacher has scored now
         * @param all how many there are
         */
        void scored(String teacher, int done, int all);

        /**
         * A recording could not be scored, and is left out.
         *
         * @param file the recording
         * @param reason why
         */
        void failed(Path file, MirException reason);
    }

    /**
     * Has all recordings scored that have not been scored yet.
     *
     * @param recordings by what tells their content from others'
     * @param listener is told of every recording
     * @return the predictions by content; recordings that cannot be scored are missing
     */
    public Map<String, TeacherPredictions> score(Map<String, Recording> recordings, Listener listener) {
        Map<String, Recording> left = new LinkedHashMap<>(recordings);
        Map<String, List<TeacherPredictions.Scores>> scores = new LinkedHashMap<>();
        recordings.keySet().forEach(content -> scores.put(content, new ArrayList<>()));
        for (Teacher teacher : teachers) {
            Path directory = directory(teacher);
            scoreMissing(teacher, directory, left, listener);
            int labels = teacher.card().tagging().labels().size();
            left.keySet().removeIf(content -> Files.notExists(file(directory, content)));
            left.keySet().forEach(content -> scores.get(content).add(read(file(directory, content), labels)));
        }
        Map<String, TeacherPredictions> predictions = new LinkedHashMap<>();
        left.keySet().forEach(content -> predictions.put(content, new TeacherPredictions(scores.get(content))));
        return predictions;
    }

    private static TeacherPredictions.Scores read(Path file, int labels) {
        try {
            return TeacherPredictions.Scores.read(file, labels);
        } catch (ModelException e) {
            throw new ModelException(e.getMessage() + " Delete it, and it will be made anew.", e);
        }
    }

    private Path directory(Teacher teacher) {
        ModelCard card = teacher.card();
        String identity = Checksum.fingerprint(Stream.of(
                card.weightsSha256(),
                Double.toString(card.tagging().windowSeconds()),
                card.tagging().shortClips().name(),
                SettingsTree.json(card.tagging().frontEnd())));
        Path directory = cache.resolve(card.name() + "-" + identity);
        try {
            return Files.createDirectories(directory);
        } catch (IOException e) {
            throw new MirException(directory + " cannot be made to keep scores in: " + Reason.of(e) + ".", e);
        }
    }

    private static Path file(Path directory, String content) {
        return directory.resolve(content + ".safetensors");
    }

    private void scoreMissing(Teacher teacher, Path directory, Map<String, Recording> files, Listener listener) {
        List<String> missing = files.keySet().stream()
                .filter(content -> Files.notExists(file(directory, content)))
                .toList();
        if (missing.isEmpty()) {
            return;
        }
        int[] done = {files.size() - missing.size()};
        Iterator<String> order = missing.iterator(); // results come in the order of the recordings
        Consumer<TaggingResult> keep = result -> {
            String content = order.next();
            if (result instanceof TaggingResult.Tagged tagged) {
                TeacherPredictions.Scores.of(tagged.taggram()).write(file(directory, content));
            } else if (result instanceof TaggingResult.Failed failed) {
                listener.failed(failed.file(), failed.error());
            }
            listener.scored(teacher.name(), ++done[0], files.size());
        };
        try (Tagger tagger = Tagger.load(teacher.model(), options)) {
            List<AudioReader> readers = missing.stream()
                    .map(content -> AudioReader.of(files.get(content)))
                    .toList();
            tagger.tagEach(readers, TaggingOptions.standard(), keep);
        }
    }

    /**
     * What the teachers say, measured on the training recordings.
     *
     * @param labels what is taught
     * @param predictions of the training recordings
     * @return scores for any stretch
     */
    public SoftTargets targets(List<String> labels, List<TeacherPredictions> predictions) {
        return new SoftTargets(labels, settings, teachers, predictions);
    }

    /**
     * A model that teaches.
     *
     * @param name by which the recipe knows it: the model's own, or its directory
     * @param model from a store, or a directory
     */
    record Teacher(String name, InstalledModel model) {

        ModelCard card() {
            return model.card();
        }

        /** The place of its tag for a label; -1 if it does not teach that. */
        int tagFor(String label, TeacherSettings settings) {
            Map<String, String> tags = settings.tags().getOrDefault(label, Map.of());
            String tag = tags.get(name);
            if (tag == null) {
                return -1;
            }
            int place = card().tagging().labels().indexOf(tag);
            if (place < 0) {
                throw new ModelException("The teacher " + name + " has no tag '" + tag + "' for '" + label
                        + "'; 'mir models info " + name + "' lists its tags.");
            }
            return place;
        }
    }
}
