// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training.tagging;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.mir4j.core.dataset.TaggedTrack;
import org.mir4j.core.dataset.TaggingDataset;
import org.mir4j.core.error.ModelException;
import org.mir4j.models.card.ModelCard;
import org.mir4j.models.checkpoint.Tensor;
import org.mir4j.models.engine.PyTorch;
import org.mir4j.models.run.Fingerprint;
import org.mir4j.models.run.RunSettings;
import org.mir4j.models.store.InstalledModel;
import org.mir4j.models.store.ModelStore;
import org.mir4j.models.training.Beginning;
import org.mir4j.models.training.Course;
import org.mir4j.models.training.PreparationListener;
import org.mir4j.models.training.RunIdentity;
import org.mir4j.models.training.SerialListener;
import org.mir4j.models.training.Subject;
import org.mir4j.models.training.TrainingFiles;
import org.mir4j.models.training.TrainingRequest;

/** A tagger to be trained on labelled recordings, or on the scores of others. */
public final class TaggingSubject implements Subject {

    private final TaggingRecipe recipe;
    private final TaggingDataset dataset;
    private final TrainingRequest request;
    private final Optional<InstalledModel> init;
    private final Map<String, InstalledModel> teachers = new LinkedHashMap<>(); // by their names in the recipe
    private final PreparationListener listener;
    private final TaggingSplits splits;
    private final ModelSpec plan;

    /**
     * @param recipe how it is made
     * @param dataset that the recipe names
     * @param request where the training takes place
     * @param store of the models to start from and to learn from
     * @param listener hears how the recordings are made ready
     * @throws org.mir4j.core.error.MirException if a model or a split that the recipe names cannot be had
     */
    public TaggingSubject(
            TaggingRecipe recipe,
            TaggingDataset dataset,
            TrainingRequest request,
            ModelStore store,
            PreparationListener listener) {
        this.recipe = recipe;
        this.dataset = dataset;
        this.request = request;
        this.listener = new SerialListener(listener);
        init = Optional.ofNullable(recipe.init()).map(store::requireHere);
        if (recipe.teachers() != null) {
            recipe.teachers().models().forEach(name -> teachers.put(name, store.requireHere(name)));
        }
        splits = TaggingSplits.load(recipe, dataset, request.root());
        plan = ModelSpec.of(recipe, init.map(model -> model.card().tagging()), splits.labels());
    }

    @Override
    public TaggingRecipe recipe() {
        return recipe;
    }

    @Override
    public RunSettings identity() {
        Map<String, String> data = new LinkedHashMap<>();
        data.put("tracks to train on", fingerprint(splits.train()));
        data.put("tracks to validate on", fingerprint(splits.validation()));
        init.ifPresent(model -> data.put("weights of init", model.card().weightsSha256()));
        teachers.forEach((name, model) ->
                data.put("weights of teacher " + name, model.card().weightsSha256()));
        return RunIdentity.of(recipe, data);
    }

    private static String fingerprint(List<TaggedTrack> tracks) {
        return tracks.size() + ", " + Fingerprint.of(List.of(), tracks);
    }

    @Override
    public Course prepare(Beginning beginning) {
        TaggingLearner learner = learner(beginning);
        NDManager engine = PyTorch.engine().newBaseManager(Device.cpu());
        try {
            return course(learner, engine);
        } catch (RuntimeException | Error e) {
            engine.close();
            learner.close();
            throw e;
        }
    }

    private TaggingLearner learner(Beginning beginning) {
        Optional<InitialWeights> start = init.map(model -> new InitialWeights(model, plan));
        Map<String, Tensor> weights =
                beginning.isNew() ? start.map(InitialWeights::tensors).orElse(Map.of()) : Map.of();
        TaggingLearner learner = beginning.learner(
                weights, filled -> new TaggingLearner(recipe, plan, filled, PyTorch.device(request.place())));
        try {
            if (beginning.isNew()) {
                tellOfStart(learner, start);
            }
            return learner;
        } catch (RuntimeException | Error e) {
            learner.close();
            throw e;
        }
    }

    private void tellOfStart(TaggingLearner learner, Optional<InitialWeights> start) {
        List<String> frozen = recipe.frozen();
        if (start.isPresent()) {
            start.get().check(learner.names(), learner.unfilled(), frozen, listener::warned);
        } else if (!frozen.isEmpty()) {
            listener.warned("Frozen parts stay random, since there is no model to start from (init): "
                    + String.join(", ", frozen) + ".");
        }
    }

    private Course course(TaggingLearner learner, NDManager engine) {
        Optional<Teachers> school = Optional.ofNullable(recipe.teachers())
                .map(settings -> new Teachers(settings, teachers, request.cache(), request.place()));
        FeatureExtraction made = new FeatureExtraction(recipe, request.cache(), plan, splits, school, engine, listener);
        List<Example> train = made.examples(splits.train(), "to train on");
        List<Example> validation = made.examples(splits.validation(), "to validate on");
        SoftTargets targets = school.map(all -> all.targets(
                        splits.labels(), train.stream().map(Example::lesson).toList()))
                .orElse(null);
        Collator batches = made.batches(targets);
        TaggingValidator validator =
                new TaggingValidator(recipe, plan.labels(), made.window(), validation, batches, targets);
        validator.requireDefined();
        TrainingFiles files = new TrainingFiles(request.directory());
        BatchSampler epochs =
                new BatchSampler(train, made.window(), recipe.data().crops(), recipe.batch(), recipe.seed());
        requireBatch(learner, epochs.batchSize());
        return new TaggingCourse(
                learner,
                engine,
                epochs,
                batches,
                validator,
                new TaggingPublisher(recipe, plan, givers(), dataset.card().title(), files),
                recordings(train, validation));
    }

    private void requireBatch(TaggingLearner learner, int windows) {
        try {
            learner.requireBatch(windows);
        } catch (IllegalArgumentException e) {
            throw new ModelException("The recipe " + recipe.name() + " cannot be trained: " + e.getMessage() + ".", e);
        }
    }

    /** The cards of all models that something was learned from. */
    private List<ModelCard> givers() {
        return Stream.concat(init.stream(), teachers.values().stream())
                .map(InstalledModel::card)
                .toList();
    }

    /** What is learned from and validated on: a track that cannot be read is none of it. */
    private static String recordings(List<Example> train, List<Example> validation) {
        return train.size() + " and " + validation.size() + ", "
                + Fingerprint.of(Stream.concat(train.stream(), validation.stream())
                        .flatMap(example -> Stream.of(example.id(), example.content())));
    }
}
