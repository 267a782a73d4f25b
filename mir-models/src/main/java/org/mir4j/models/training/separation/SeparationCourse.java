// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training.separation;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.mir4j.models.checkpoint.Tensor;
import org.mir4j.models.training.Course;
import org.mir4j.models.training.Prefetcher;
import org.mir4j.models.training.Validation;

/** The training of a separator: mixtures that are made as they are needed, and the stems they are made of. */
final class SeparationCourse implements Course {

    private final SeparationRecipe recipe;
    private final SeparationLearner learner;
    private final Remixer remixer;
    private final StemValidator validator;
    private final SeparationPublisher publisher;
    private final String recordings;

    SeparationCourse(
            SeparationRecipe recipe,
            SeparationLearner learner,
            Remixer remixer,
            StemValidator validator,
            SeparationPublisher publisher,
            String recordings) {
        this.recipe = recipe;
        this.learner = learner;
        this.remixer = remixer;
        this.validator = validator;
        this.publisher = publisher;
        this.recordings = recordings;
    }

    /** Some mixtures, and the network that learns from them. */
    private record Mixtures(StemBatch batch, SeparationLearner learner) implements Step {

        @Override
        public int size() {
            return batch.size();
        }

        @Override
        public List<String> names() {
            return batch.names();
        }

        @Override
        public double learn(double factor, long number) {
            return learner.learn(batch, factor, number);
        }
    }

    /** Mixtures that are made ahead of time. */
    private final class MixtureFeed implements Feed {

        private final Prefetcher<StemBatch> feeder;

        MixtureFeed(long first, int count) {
            feeder = new Prefetcher<>(count, number -> batch(first + number));
        }

        @Override
        public boolean hasNext() {
            return feeder.hasNext();
        }

        @Override
        public Step next() {
            return new Mixtures(feeder.next(), learner);
        }

        @Override
        public void close() {
            feeder.close();
        }
    }

    private StemBatch batch(long step) {
        return StemBatch.of(IntStream.range(0, recipe.batch())
                .mapToObj(place -> remixer.mixture(step * recipe.batch() + place))
                .toList());
    }

    @Override
    public String recordings() {
        return recordings;
    }

    @Override
    public int steps() {
        return recipe.steps();
    }

    @Override
    public Feed epoch(int epoch, int from) {
        return new MixtureFeed((long) epoch * recipe.steps() + from, recipe.steps() - from);
    }

    @Override
    public Optional<Validation> validate(BooleanSupplier stopped) {
        return learner.averaged(() -> validator.validate(learner, stopped).map(Validation.class::cast));
    }

    @Override
    public Map<String, Tensor> weights() {
        return learner.weights();
    }

    @Override
    public Map<String, Tensor> averaged() {
        return learner.averaged(learner::weights);
    }

    @Override
    public Map<String, Tensor> memory() {
        return learner.memory();
    }

    @Override
    public void publish(Map<String, Tensor> weights, Validation validation, int epoch) {
        publisher.publish(weights, validation, epoch);
    }

    @Override
    public void close() {
        learner.close();
    }
}
