// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.command;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mir4j.core.dataset.Dataset;
import org.mir4j.core.dataset.SeparationDataset;
import org.mir4j.core.dataset.TaggingDataset;
import org.mir4j.datasets.Datasets;
import org.mir4j.models.training.recipe.RecipeFile;
import org.mir4j.models.training.separation.SeparationRecipe;
import org.mir4j.models.training.separation.StemData;
import org.mir4j.models.training.tagging.DataSettings;
import org.mir4j.models.training.tagging.TaggingRecipe;

/** The data that the recipes name are such as there are. */
class RecipeDataTest {

    static List<Path> recipes() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("..", "recipes"))) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void recipesNameDatasetsAndSplitsThatThereAre(Path file) {
        if (RecipeFile.read(file) instanceof SeparationRecipe separation) {
            Stream.concat(separation.data().train().stream(), separation.data().validation().stream())
                    .forEach(source -> require(kind(separation, source), source.dataset(), List.of(source.split())));
        } else if (RecipeFile.read(file) instanceof TaggingRecipe tagging
                && !tagging.data().dataset().endsWith(".csv")) { // a list of the user's own
            DataSettings data = tagging.data();
            List<String> splits = new ArrayList<>(data.train());
            splits.addAll(data.validation());
            require(TaggingDataset.class, data.dataset(), splits);
        }
    }

    /** Recordings without stems are of use where teachers find these, or where each is a stem as a whole. */
    private static Class<?> kind(SeparationRecipe recipe, StemData.Source source) {
        boolean recordings = source.dataset().equals("audio-files");
        return recordings && (recipe.teachers() != null || source.stem() != null)
                ? TaggingDataset.class
                : SeparationDataset.class;
    }

    private static void require(Class<?> kind, String name, List<String> splits) {
        Dataset dataset = Datasets.of(name);
        assertInstanceOf(kind, dataset);
        assertTrue(dataset.card().splits().keySet().containsAll(splits), splits + " in " + dataset.card());
    }
}
