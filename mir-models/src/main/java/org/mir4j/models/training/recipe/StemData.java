package org.mir4j.models.training.recipe;

import java.util.List;

/**
 * On what a separator is trained and validated.
 *
 * @param train songs to train on
 * @param validation songs to validate on
 */
public record StemData(List<StemSource> train, List<StemSource> validation) {

    /** Refuses data without training or validation. */
    public StemData {
        train = train == null ? List.of() : List.copyOf(train);
        validation = validation == null ? List.of() : List.copyOf(validation);
        if (train.isEmpty() || validation.isEmpty()) {
            throw new IllegalArgumentException("a separator needs songs to train on and songs to validate on");
        }
        if (train.stream().anyMatch(validation::contains)) {
            throw new IllegalArgumentException(
                    "no songs are for both, got " + train + " to train on and " + validation + " to validate on");
        }
    }
}
