package org.mir4j.datasets;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mir4j.core.dataset.Dataset;
import org.mir4j.core.error.DatasetException;
import org.mir4j.datasets.separation.SeparationDatasets;
import org.mir4j.datasets.tagging.TaggingDatasets;

/** All datasets that have a name. */
public final class Datasets {

    private Datasets() {}

    /**
     * Lists them.
     *
     * @return those for tagging, then those for separation
     */
    public static List<Dataset> all() {
        return Stream.<Dataset>concat(TaggingDatasets.all().stream(), SeparationDatasets.all().stream())
                .toList();
    }

    /**
     * Finds one by its name.
     *
     * @param name as its card has it
     * @return the dataset
     * @throws DatasetException if there is none of that name, with the names that there are
     */
    public static Dataset named(String name) {
        return all().stream()
                .filter(dataset -> dataset.card().name().equals(name))
                .findFirst()
                .orElseThrow(() -> new DatasetException("There is no dataset '" + name + "'; there are: "
                        + all().stream().map(dataset -> dataset.card().name()).collect(Collectors.joining(", "))
                        + "."));
    }
}
