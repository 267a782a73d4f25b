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
import org.mir4j.core.dataset.TaggingDataset;
import org.mir4j.datasets.Datasets;
import org.mir4j.models.training.recipe.DataSettings;
import org.mir4j.models.training.recipe.RecipeFile;
import org.mir4j.models.training.recipe.TaggingRecipe;

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
        if (!(RecipeFile.read(file) instanceof TaggingRecipe recipe)) {
            return;
        }
        DataSettings data = recipe.data();
        if (data.dataset().endsWith(".csv")) {
            return; // a list of the user's own
        }
        Dataset dataset = Datasets.of(data.dataset());
        assertInstanceOf(TaggingDataset.class, dataset);
        List<String> splits = new ArrayList<>(data.train());
        splits.addAll(data.validation());
        assertTrue(dataset.card().splits().keySet().containsAll(splits), splits + " in " + dataset.card());
    }
}
