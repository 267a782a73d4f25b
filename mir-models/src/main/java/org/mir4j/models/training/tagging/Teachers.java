// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training.tagging;

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
import org.mir4j.core.error.Remedy;
import org.mir4j.models.ModelOptions;
import org.mir4j.models.cache.ContentCache;
import org.mir4j.models.card.ModelCard;
import org.mir4j.models.settings.SettingsTree;
import org.mir4j.models.store.InstalledModel;
import org.mir4j.models.tagging.Tagger;
import org.mir4j.models.tagging.TaggingOptions;
import org.mir4j.models.tagging.TaggingResult;
import org.mir4j.models.training.TrainingListener;

/** Models that score recordings for a student to learn from; what they scored once is kept. */
final class Teachers {

    private final TeacherSettings settings;
    private final List<Teacher> teachers;
    private final ModelOptions options;

    /**
     * @param settings their tags for the labels
     * @param models the models that the settings name, by the names that they have there
     * @param options where the networks run
     * @throws ModelException if a model lacks one of its tags
     */
    Teachers(TeacherSettings settings, Map<String, InstalledModel> models, ModelOptions options) {
        this.settings = settings;
        this.teachers = models.entrySet().stream()
                .map(model -> new Teacher(model.getKey(), model.getValue()))
                .toList();
        this.options = options;
        // before hours are spent on their scores
        settings.tags().keySet().forEach(label -> teachers.forEach(teacher -> teacher.tagFor(label, settings)));
    }

    /**
     * Has all recordings scored that have not been scored yet.
     *
     * @param recordings by what tells their content from others'
     * @param cache where scores are kept
     * @param listener is told of every recording
     * @return the predictions by content; recordings that cannot be scored are missing
     * @throws MirException if scores cannot be kept, or the calling thread is interrupted
     */
    Map<String, TeacherPredictions> score(
            Map<String, Recording> recordings, ContentCache cache, TrainingListener listener) {
        Map<String, Recording> left = new LinkedHashMap<>(recordings);
        Map<String, List<TeacherPredictions.Scores>> scores = new LinkedHashMap<>();
        recordings.keySet().forEach(content -> scores.put(content, new ArrayList<>()));
        for (Teacher teacher : teachers) {
            Map<String, TeacherPredictions.Scores> found = scored(teacher, left, cache, listener);
            left.keySet().retainAll(found.keySet());
            left.keySet().forEach(content -> scores.get(content).add(found.get(content)));
        }
        Map<String, TeacherPredictions> predictions = new LinkedHashMap<>();
        left.keySet().forEach(content -> predictions.put(content, new TeacherPredictions(scores.get(content))));
        return predictions;
    }

    /** What one teacher scored, before or now; without recordings that cannot be read. */
    private Map<String, TeacherPredictions.Scores> scored(
            Teacher teacher, Map<String, Recording> recordings, ContentCache cache, TrainingListener listener) {
        ContentCache.Values<TeacherPredictions.Scores> kept = kept(teacher, cache);
        Map<String, TeacherPredictions.Scores> found = new LinkedHashMap<>();
        recordings.keySet().forEach(content -> kept.find(content).ifPresent(scores -> found.put(content, scores)));
        List<String> missing = recordings.keySet().stream()
                .filter(content -> !found.containsKey(content))
                .toList();
        if (missing.isEmpty()) {
            return found;
        }
        int[] done = {found.size()};
        Iterator<String> order = missing.iterator(); // results come in the order of the recordings
        Consumer<TaggingResult> keep = result -> {
            String content = order.next();
            if (result instanceof TaggingResult.Tagged tagged) {
                found.put(content, kept.keep(content, TeacherPredictions.Scores.of(tagged.taggram())));
            } else if (result instanceof TaggingResult.Failed failed) {
                listener.leftOut(failed.file(), failed.error());
            }
            listener.prepared("scores of " + teacher.name(), ++done[0], recordings.size());
        };
        try (Tagger tagger = Tagger.load(teacher.model(), options)) {
            List<AudioReader> readers = missing.stream()
                    .map(content -> AudioReader.of(recordings.get(content)))
                    .toList();
            tagger.tagEach(readers, TaggingOptions.standard(), keep);
        }
        return found;
    }

    private static ContentCache.Values<TeacherPredictions.Scores> kept(Teacher teacher, ContentCache cache) {
        ModelCard card = teacher.card();
        String identity = Checksum.fingerprint(Stream.of(
                card.weightsSha256(),
                Double.toString(card.tagging().windowSeconds()),
                card.tagging().shortClips().name(),
                SettingsTree.json(card.tagging().frontEnd())));
        return cache.values(
                "scores",
                "teachers/" + card.name() + "-" + identity,
                ".safetensors",
                TeacherPredictions.Scores.format(card.tagging().labels().size()));
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
                throw new ModelException("The teacher " + name + " has no tag '" + tag + "' for '" + label + "'.")
                        .with(Remedy.MODEL_TAGS);
            }
            return place;
        }
    }
}
