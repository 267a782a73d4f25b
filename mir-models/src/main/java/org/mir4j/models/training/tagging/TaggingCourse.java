// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training.tagging;

import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.mir4j.models.checkpoint.Tensor;
import org.mir4j.models.training.Course;
import org.mir4j.models.training.Prefetcher;
import org.mir4j.models.training.Validation;

/** The training of a tagger: windows of recordings, and what their tags should be. */
final class TaggingCourse implements Course {

    private final TaggingLearner learner;
    private final NDManager engine;
    private final BatchSampler plan;
    private final Collator maker;
    private final TaggingValidator validator;
    private final TaggingPublisher publisher;
    private final String recordings;

    TaggingCourse(
            TaggingLearner learner,
            NDManager engine,
            BatchSampler plan,
            Collator maker,
            TaggingValidator validator,
            TaggingPublisher publisher,
            String recordings) {
        this.learner = learner;
        this.engine = engine;
        this.plan = plan;
        this.maker = maker;
        this.validator = validator;
        this.publisher = publisher;
        this.recordings = recordings;
    }

    /** Some windows, and the network that learns from them. */
    private record Windows(TaggingBatch batch, TaggingLearner learner) implements Step {

        @Override
        public int size() {
            return batch.size();
        }

        @Override
        public List<String> names() {
            return batch.crops().stream().map(crop -> crop.example().id()).toList();
        }

        @Override
        public double learn(double factor, long number) {
            return learner.learn(batch, factor, number);
        }
    }

    /** Windows that are cut ahead of time. */
    private final class WindowFeed implements Feed {

        private final Prefetcher<TaggingBatch> feeder;

        WindowFeed(List<List<Crop>> windows) {
            feeder = Prefetcher.of(maker, windows);
        }

        @Override
        public boolean hasNext() {
            return feeder.hasNext();
        }

        @Override
        public Step next() {
            return new Windows(feeder.next(), learner);
        }

        @Override
        public void close() {
            feeder.close();
        }
    }

    @Override
    public String recordings() {
        return recordings;
    }

    @Override
    public int steps() {
        return plan.batches();
    }

    @Override
    public Feed epoch(int epoch, int from) {
        List<List<Crop>> windows = plan.epoch(epoch);
        return new WindowFeed(windows.subList(from, windows.size()));
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
        publisher.publish(weights, (TaggingValidation) validation, epoch);
    }

    @Override
    public void close() {
        learner.close();
        engine.close();
    }
}
