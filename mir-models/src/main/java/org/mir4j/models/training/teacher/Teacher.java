package org.mir4j.models.training.teacher;

import java.util.Map;
import org.mir4j.core.error.ModelException;
import org.mir4j.models.card.ModelCard;
import org.mir4j.models.store.InstalledModel;
import org.mir4j.models.training.recipe.TeacherSettings;

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
