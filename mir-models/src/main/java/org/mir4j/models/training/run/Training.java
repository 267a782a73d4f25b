package org.mir4j.models.training.run;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.mir4j.core.error.MirException;
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
import org.mir4j.models.training.data.PreparationListener;
import org.mir4j.models.training.data.TrainingSplits;
import org.mir4j.models.training.learner.Learner;
import org.mir4j.models.training.learner.ModelPlan;
import org.mir4j.models.training.recipe.Recipe;
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
        try (lock) {
            Optional<TrainingFiles.Saved> saved = saved();
            try (Learner learner = learner(plan, saved);
                    NDManager engine = PyTorch.engine().newBaseManager(Device.cpu())) {
                TrainingRun.Parts parts = parts(new Preparation(request, plan, engine, preparation), splits, learner);
                saved.ifPresent(state -> requireSame(state.recordings(), parts.recordings()));
                TrainingState state = saved.map(TrainingFiles.Saved::state).orElseGet(TrainingState::start);
                return new TrainingRun(parts, state, listener, stopped).train();
            }
        }
    }

    /** A run that failed before its first checkpoint has nothing to lose. */
    private RunDirectory.Existing existing() {
        boolean training = RunIdentity.isTraining(request.directory());
        if (request.existing() == RunDirectory.Existing.REPLACE && !training) {
            return RunDirectory.Existing.KEEP; // what lies there is something else
        }
        boolean empty = training && Files.notExists(files.last());
        return empty && !request.resumes() ? RunDirectory.Existing.REPLACE : request.existing();
    }

    /** What is gone on with; empty for a new training, and for one that was stopped before its first checkpoint. */
    private Optional<TrainingFiles.Saved> saved() {
        if (!request.resumes()) {
            files.clear();
        }
        return Files.exists(files.last()) ? Optional.of(files.load(files.last())) : Optional.empty();
    }

    private Learner learner(ModelPlan plan, Optional<TrainingFiles.Saved> saved) {
        Optional<StartWeights> start = init.map(model -> new StartWeights(model, plan));
        Map<String, Tensor> weights = saved.map(TrainingFiles.Saved::weights)
                .or(() -> start.map(StartWeights::tensors))
                .orElse(Map.of());
        Learner learner = built(plan, weights);
        try {
            if (saved.isPresent()) {
                learner.restore(saved.get().optimiser());
            } else {
                start.ifPresent(from -> from.check(
                        learner.names(), learner.random(), request.recipe().frozen(), preparation::warned));
            }
            return learner;
        } catch (RuntimeException e) {
            learner.close();
            throw e;
        }
    }

    private Learner built(ModelPlan plan, Map<String, Tensor> weights) {
        try {
            return new Learner(request.recipe(), plan, weights, PyTorch.device(request.place()));
        } catch (IllegalArgumentException e) {
            throw new ModelException(
                    "The network of the recipe " + request.recipe().name() + " cannot be built: " + e.getMessage()
                            + ".",
                    e);
        }
    }

    private void requireSame(String begun, String now) {
        if (!now.equals(begun)) {
            throw new MirException("The training in " + request.directory() + " was begun with other recordings than"
                    + " can be read now (" + begun + " then, " + now + " now): bring back what has changed, or begin"
                    + " anew by --force.");
        }
    }

    private TrainingRun.Parts parts(Preparation made, TrainingSplits splits, Learner learner) {
        Recipe recipe = request.recipe();
        Optional<Teachers> school = made.school(teachers);
        List<Example> train = made.examples(splits, school, splits.train(), "to train on");
        List<Example> validation = made.examples(splits, school, splits.validation(), "to validate on");
        SoftTargets targets = school.map(all -> all.targets(
                        splits.labels(), train.stream().map(Example::lesson).toList()))
                .orElse(null);
        BatchMaker batches = made.batches(targets);
        Validator validator = new Validator(made.plan(), validation, batches, targets, recipe.batch());
        validator.requireDefined(recipe.metric());
        String dataset = request.dataset().card().title();
        return new TrainingRun.Parts(
                recipe,
                learner,
                new EpochPlan(train, made.window(), recipe.data().crops(), recipe.batch(), recipe.seed()),
                batches,
                validator,
                new Publisher(recipe, made.plan(), init.map(InstalledModel::card), dataset, files),
                files,
                RunIdentity.recordings(train, validation));
    }
}
