// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training.tagging;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.mir4j.audio.spectral.FrontEnd;
import org.mir4j.core.dataset.Checksum;
import org.mir4j.core.dataset.TaggedTrack;
import org.mir4j.core.dataset.TaggingDataset;
import org.mir4j.core.error.ModelException;
import org.mir4j.models.ModelOptions;
import org.mir4j.models.cache.ContentCache;
import org.mir4j.models.card.ModelCard;
import org.mir4j.models.checkpoint.Tensor;
import org.mir4j.models.engine.PyTorch;
import org.mir4j.models.layer.ForwardContext;
import org.mir4j.models.network.NetworkSettings.PoolingLevel;
import org.mir4j.models.network.PaddingMask;
import org.mir4j.models.network.TaggingNetwork;
import org.mir4j.models.run.RunSettings;
import org.mir4j.models.store.InstalledModel;
import org.mir4j.models.store.ModelStore;
import org.mir4j.models.training.ParameterGroups;
import org.mir4j.models.training.TrainingFiles;
import org.mir4j.models.training.TrainingListener;
import org.mir4j.models.training.TrainingRequest;
import org.mir4j.models.training.TrainingTask;

/** Trains a tagger on labelled recordings, or on the scores of others. */
@SuppressWarnings("exports") // networks are inside of this module
public final class TaggingTraining implements TrainingTask<TaggingBatch, TaggingValidation> {

    private final TaggingRecipe recipe;
    private final TaggingDataset dataset;
    private final TrainingRequest request;
    private final Optional<InstalledModel> init;
    private final Map<String, InstalledModel> teachers = new LinkedHashMap<>(); // by their names in the recipe
    private final TaggingSplits splits;
    private final ModelSpec spec;
    private TaggingNetwork network; // from here on built
    private Augmenter augmenter;
    private BatchSampler sampler; // from here on prepared
    private Collator collator;
    private TaggingValidator validator;

    /**
     * @param recipe how it is made
     * @param dataset that the recipe names
     * @param request where the training takes place
     * @param store of the models to start from and to learn from
     * @throws org.mir4j.core.error.MirException if a model or a split that the recipe names cannot be had
     */
    public TaggingTraining(TaggingRecipe recipe, TaggingDataset dataset, TrainingRequest request, ModelStore store) {
        this.recipe = recipe;
        this.dataset = dataset;
        this.request = request;
        init = Optional.ofNullable(recipe.init()).map(store::requireHere);
        init.ifPresent(model -> model.card().requireTensors());
        if (recipe.teachers() != null) {
            recipe.teachers().models().forEach(name -> teachers.put(name, store.requireHere(name)));
        }
        splits = TaggingSplits.load(recipe, dataset, request.root());
        spec = ModelSpec.of(recipe, init.map(InstalledModel::card), splits.labels());
    }

    /** Without data: it has a network, and batches that are made elsewhere have a loss and scores. */
    TaggingTraining(TaggingRecipe recipe, ModelSpec spec) {
        this.recipe = recipe;
        this.spec = spec;
        dataset = null;
        request = null;
        init = Optional.empty();
        splits = null;
    }

    @Override
    public TaggingRecipe recipe() {
        return recipe;
    }

    @Override
    public Map<String, String> identity() {
        Map<String, String> data = new LinkedHashMap<>();
        data.put("tracks to train on", fingerprint(splits.train()));
        data.put("tracks to validate on", fingerprint(splits.validation()));
        init.ifPresent(model -> data.put("weights of init", model.card().weightsSha256()));
        teachers.forEach((name, model) ->
                data.put("weights of teacher " + name, model.card().weightsSha256()));
        return data;
    }

    private static String fingerprint(List<TaggedTrack> tracks) {
        return tracks.size() + ", " + RunSettings.fingerprint(List.of(), tracks);
    }

    @Override
    public ParameterGroups build(NDManager manager) {
        requireBatch(recipe.batch());
        network = new TaggingNetwork(
                spec.network(), spec.inputShape(), spec.labels().size());
        network.freeze(recipe.frozen());
        network.fixNorms(recipe.fixedNorms());
        augmenter = new Augmenter(recipe.augmentation(), new FrontEnd(spec.frontEnd(), manager));
        return new ParameterGroups(
                network, spec.inputShape(), network.parts(), Set.copyOf(recipe.frozen()), recipe.rates());
    }

    /**
     * Refuses a batch that nothing can be learned from.
     *
     * @param windows how many it has
     * @throws IllegalArgumentException if it is one, and mix-up wants two, or the classifier's batch norm takes its
     *     statistics over a batch
     */
    void requireBatch(int windows) {
        // of one embedding per window, batch norm needs several
        boolean normsBatches = spec.network().classifier().norm()
                && spec.network().level() == PoolingLevel.EMBEDDINGS
                && !recipe.frozen().contains("classifier");
        if (windows < 2 && recipe.augmentation().mixUp() > 0) {
            throw new IllegalArgumentException(
                    "mix-up mixes two windows of a batch, and a batch has one; give it at least"
                            + " 2 (batch, crops, or more recordings), or take no mix-up");
        }
        if (windows < 2 && normsBatches) {
            throw new IllegalArgumentException("the classifier's batch norm (norm: true) takes its statistics over the"
                    + " windows of a batch, and a batch has one; give it at least 2 (batch, crops, or more recordings), or"
                    + " take norm: false");
        }
    }

    @Override
    public Map<String, Tensor> initialWeights() {
        return init.map(model -> new InitialWeights(model, spec).tensors()).orElse(Map.of());
    }

    @Override
    public void started(Set<String> names, Set<String> random, TrainingListener listener) {
        List<String> frozen = recipe.frozen();
        if (init.isPresent()) {
            new InitialWeights(init.get(), spec).check(names, random, frozen, listener::warned);
        } else if (!frozen.isEmpty()) {
            listener.warned("Frozen parts stay random, since there is no model to start from (init): "
                    + String.join(", ", frozen) + ".");
        }
    }

    @Override
    public String prepare(TrainingListener listener) {
        Optional<Teachers> all = Optional.ofNullable(recipe.teachers())
                .map(settings ->
                        new Teachers(settings, teachers, ModelOptions.standard().withDevice(request.device())));
        try (NDManager engine = PyTorch.engine().newBaseManager(Device.cpu());
                ContentCache cache = new ContentCache(request.cache(), listener::warned)) {
            ExampleMaker maker = new ExampleMaker(spec, splits, all, engine, cache, listener);
            maker.requireSmall(recipe.batch());
            List<Example> train = maker.examples(splits.train(), "to train on");
            List<Example> validation = maker.examples(splits.validation(), "to validate on");
            SoftTargets targets = all.map(each -> each.targets(
                            splits.labels(),
                            train.stream().map(Example::predictions).toList()))
                    .orElse(null);
            collator = maker.collator(targets);
            validator = new TaggingValidator(recipe, spec.labels(), maker.window(), validation, collator, targets);
            validator.requireDefined();
            sampler = new BatchSampler(train, maker.window(), recipe.data().crops(), recipe.batch(), recipe.seed());
            requireSampled();
            return recordings(train, validation);
        }
    }

    private void requireSampled() {
        try {
            requireBatch(sampler.batchSize());
        } catch (IllegalArgumentException e) {
            throw new ModelException("The recipe " + recipe.name() + " cannot be trained: " + e.getMessage() + ".", e);
        }
    }

    /** What is learned from and validated on: a track that cannot be read is none of it. */
    private static String recordings(List<Example> train, List<Example> validation) {
        return train.size() + " and " + validation.size() + ", "
                + Checksum.fingerprint(Stream.concat(train.stream(), validation.stream())
                        .flatMap(example -> Stream.of(example.id(), example.content())));
    }

    @Override
    public int steps() {
        return sampler.batches();
    }

    @Override
    public IntFunction<TaggingBatch> batches(int epoch) {
        List<List<Crop>> windows = sampler.epoch(epoch);
        return step -> collator.batch(windows.get(step));
    }

    @Override
    public Supplier<NDArray> loss(TaggingBatch batch, ForwardContext pass, NDManager scope, Random random) {
        Augmenter.AugmentedBatch changed = augmenter.apply(arrays(batch, scope), random);
        return () -> {
            NDArray cost = recipe.loss().of(logits(changed, pass), changed.targets(), changed.weights());
            NDArray penalty = network.penalty(pass, scope);
            return penalty == null ? cost : cost.add(penalty);
        };
    }

    @Override
    public void constrain() {
        network.constrain();
    }

    private NDArray logits(Augmenter.AugmentedBatch batch, ForwardContext pass) {
        NDList inputs = new NDList(batch.features());
        if (batch.mask() != null) {
            inputs.add(batch.mask());
        }
        return network.forward(pass.parameters(), inputs, pass.training()).singletonOrThrow();
    }

    /** A batch as it is, in arrays of a scope. */
    private Augmenter.AugmentedBatch arrays(TaggingBatch batch, NDManager scope) {
        Shape rows = new Shape(batch.size(), spec.labels().size());
        return new Augmenter.AugmentedBatch(
                features(batch.features(), batch.size(), scope),
                mask(batch.valid(), scope),
                scope.create(batch.targets(), rows),
                scope.create(batch.weights(), rows));
    }

    private NDArray features(ByteBuffer halves, int batch, NDManager scope) {
        Shape input = spec.inputShape();
        Shape stored = new Shape(batch, input.get(3), input.get(2));
        NDArray half = scope.create(halves.duplicate().order(halves.order()), stored, DataType.FLOAT16);
        return half.toType(DataType.FLOAT32, true).transpose(0, 2, 1).expandDims(1);
    }

    /** {@code (B, T)}; null if there is nothing to mask. */
    private NDArray mask(int[] valid, NDManager scope) {
        int frames = (int) spec.inputShape().get(3);
        return Arrays.stream(valid).allMatch(count -> count == frames) ? null : PaddingMask.of(scope, valid, frames);
    }

    /**
     * What came out of a batch.
     *
     * @param scores {@code (B, K)} row by row
     * @param loss of the batch
     */
    record Scored(float[] scores, double loss) {}

    /** Scores a batch without learning from it, unrecorded. */
    Scored score(TaggingBatch batch, ForwardContext pass, NDManager manager) {
        try (NDManager scope = manager.newSubManager()) {
            Augmenter.AugmentedBatch unchanged = arrays(batch, scope);
            NDArray logits = logits(unchanged, pass);
            float cost = recipe.loss()
                    .of(logits, unchanged.targets(), unchanged.weights())
                    .getFloat();
            return new Scored(spec.network().scores().of(logits).toFloatArray(), cost);
        }
    }

    @Override
    public Optional<TaggingValidation> validate(ForwardContext pass, NDManager manager, BooleanSupplier stopped) {
        return validator.validate(batch -> score(batch, pass, manager), stopped);
    }

    @Override
    public ModelCard card(TaggingValidation validation, int epoch) {
        List<ModelCard> givers = Stream.concat(init.stream(), teachers.values().stream())
                .map(InstalledModel::card)
                .toList();
        return new TaggingCard(recipe, spec, givers, dataset.card().title()).of(validation, epoch);
    }

    @Override
    public void report(TaggingValidation validation, TrainingFiles files) {
        validation.writeLabels(files);
    }
}
