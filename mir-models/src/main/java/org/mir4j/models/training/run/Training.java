package org.mir4j.models.training.run;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.mir4j.audio.spectral.FrontEnd;
import org.mir4j.core.error.ModelException;
import org.mir4j.models.checkpoint.Tensor;
import org.mir4j.models.engine.PyTorch;
import org.mir4j.models.evaluation.run.RunDirectory;
import org.mir4j.models.evaluation.run.RunLock;
import org.mir4j.models.store.InstalledModel;
import org.mir4j.models.store.ModelStore;
import org.mir4j.models.training.batch.BatchMaker;
import org.mir4j.models.training.batch.EpochPlan;
import org.mir4j.models.training.batch.Example;
import org.mir4j.models.training.batch.WindowSize;
import org.mir4j.models.training.data.ExampleMaker;
import org.mir4j.models.training.data.PreparationListener;
import org.mir4j.models.training.data.TrainingSplits;
import org.mir4j.models.training.feature.FeatureCache;
import org.mir4j.models.training.learner.Learner;
import org.mir4j.models.training.learner.ModelPlan;
import org.mir4j.models.training.teacher.Lesson;
import org.mir4j.models.training.teacher.SoftTargets;
import org.mir4j.models.training.teacher.Teachers;

/** Trains a model by a recipe, from recordings to weights that can be used. */
public final class Training {

    private final TrainingRequest request;
    private final TrainingFiles files;
    private final Optional<InstalledModel> init;
    private final List<InstalledModel> teachers;
    private final PreparationListener preparation;

    /**
     * @param request what is to be trained
     * @param store of the models to start from and to learn from
     * @param preparation hears how the recordings are made ready
     * @throws ModelException if a model that the recipe names cannot be had
     */
    public Training(TrainingRequest request, ModelStore store, PreparationListener preparation) {
        this.request = request;
        this.preparation = preparation;
        files = new TrainingFiles(request.directory());
        init = request.init().map(store::require);
        teachers = request.recipe().teachers() == null
                ? List.of()
                : request.recipe().teachers().models().stream()
                        .map(store::require)
                        .toList();
    }

    /**
     * Trains until the recipe says that it is done, or until it is told to stop.
     *
     * @param listener hears of every step
     * @param stopped asked before every step
     * @return whether the training is done; false if it was told to stop, and can be gone on with
     * @throws org.mir4j.core.error.MirException if anything is missing or does not fit, or the loss is no finite number
     */
    public boolean run(TrainingListener listener, BooleanSupplier stopped) {
        TrainingSplits splits = TrainingSplits.load(request.recipe(), request.dataset(), request.root());
        ModelPlan plan = ModelPlan.of(request.recipe(), init.map(InstalledModel::card), splits.labels());
        RunLock lock = new RunDirectory(request.directory())
                .open(RunIdentity.of(request.recipe(), splits, init, teachers), existing());
        try (lock;
                Learner learner = learner(plan);
                NDManager engine = PyTorch.engine().newBaseManager(Device.cpu())) {
            TrainingState state = request.resume() ? restore(learner) : TrainingState.start();
            return new TrainingRun(parts(splits, plan, learner, engine), state, listener, stopped).train();
        }
    }

    /** A run that failed before its first checkpoint has nothing to lose. */
    private RunDirectory.Existing existing() {
        if (request.resume()) {
            return RunDirectory.Existing.RESUME;
        }
        boolean empty = RunIdentity.isTraining(request.directory()) && Files.notExists(files.last());
        return empty ? RunDirectory.Existing.REPLACE : RunDirectory.Existing.KEEP;
    }

    private Learner learner(ModelPlan plan) {
        Map<String, Tensor> start = new LinkedHashMap<>();
        if (request.resume() && Files.exists(files.last())) {
            start.putAll(files.load(files.last()).weights());
        } else {
            init.ifPresent(model -> start.putAll(model.weights()));
            if (init.isPresent() && !init.get().card().labels().equals(plan.labels())) {
                start.keySet().removeIf(name -> name.startsWith("classifier.output.")); // other labels, another head
            }
        }
        try {
            return new Learner(request.recipe(), plan, start, PyTorch.device(request.place()));
        } catch (IllegalArgumentException e) {
            throw new ModelException(
                    "The network of the recipe " + request.recipe().name() + " cannot be built: " + e.getMessage()
                            + ".",
                    e);
        }
    }

    private TrainingState restore(Learner learner) {
        if (Files.notExists(files.last())) {
            return TrainingState.start(); // it was stopped before its first checkpoint
        }
        TrainingFiles.Saved saved = files.load(files.last());
        learner.restore(saved.optimiser());
        return saved.state();
    }

    private TrainingRun.Parts parts(TrainingSplits splits, ModelPlan plan, Learner learner, NDManager engine) {
        FeatureCache cache = new FeatureCache(request.cache(), plan.frontEnd(), engine, preparation::warned);
        Optional<Teachers> school = Optional.ofNullable(request.recipe().teachers())
                .map(settings -> new Teachers(settings, teachers, request.cache(), request.place()));
        ExampleMaker maker = new ExampleMaker(splits, cache, school, preparation);
        List<Example> train = maker.examples(splits.train(), "to train on");
        List<Example> validation = maker.examples(splits.validation(), "to validate on");
        SoftTargets targets =
                school.map(all -> all.targets(splits.labels(), lessons(train))).orElse(null);
        WindowSize window = WindowSize.of(plan.frontEnd(), plan.windowSamples());
        BatchMaker batches = new BatchMaker(window, silence(plan, engine), targets);
        int batch = request.recipe().batch();
        int crops = request.recipe().data().crops();
        String dataset = request.dataset().card().title();
        return new TrainingRun.Parts(
                request.recipe(),
                learner,
                new EpochPlan(train, window, crops, batch, request.recipe().seed()),
                batches,
                new Validator(plan, validation, batches, targets, batch),
                new Publisher(request.recipe(), plan, init.map(InstalledModel::card), dataset, files),
                files);
    }

    private static List<Lesson> lessons(List<Example> examples) {
        return examples.stream().map(Example::lesson).toList();
    }

    /** One frame of what the network gets to hear of silence. */
    private static ByteBuffer silence(ModelPlan plan, NDManager engine) {
        try (NDManager scope = engine.newSubManager()) {
            NDArray nothing = scope.zeros(new Shape(1, plan.windowSamples()));
            NDArray features = new FrontEnd(plan.frontEnd(), scope).apply(nothing);
            NDArray frame = features.get(":, :, :, :1").toType(DataType.FLOAT16, true);
            ByteBuffer bytes = frame.toByteBuffer();
            return ByteBuffer.allocate(bytes.remaining()).put(bytes).flip();
        }
    }
}
