package org.mir4j.models.training.run;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.mir4j.core.error.MirException;
import org.mir4j.core.error.ModelException;
import org.mir4j.models.card.ModelCard;
import org.mir4j.models.checkpoint.Tensor;
import org.mir4j.models.engine.PyTorch;
import org.mir4j.models.run.RunDirectory;
import org.mir4j.models.run.RunLock;
import org.mir4j.models.run.RunSettings;
import org.mir4j.models.store.InstalledModel;
import org.mir4j.models.store.Leftovers;
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
        this.preparation = new OneAtATime(preparation);
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
        RunSettings identity = RunIdentity.of(request.recipe(), splits, init, teachers);
        RunDirectory directory = new RunDirectory(request.directory());
        RunLock lock = directory.lock();
        try (lock) {
            Leftovers.sweepParts(request.directory());
            RunDirectory.Existing existing = existing();
            directory.check(identity, existing);
            Optional<TrainingFiles.Saved> saved = saved(existing);
            try (Learner learner = learner(plan, saved);
                    NDManager engine = PyTorch.engine().newBaseManager(Device.cpu())) {
                TrainingRun.Parts parts = parts(plan, splits, learner, engine);
                saved.ifPresent(state -> requireSame(state.recordings(), parts.recordings()));
                if (saved.isEmpty()) {
                    files.clear(); // now that all is known to be well
                }
                directory.begin(identity, existing);
                TrainingState state = saved.map(TrainingFiles.Saved::state).orElseGet(TrainingState::start);
                return new TrainingRun(parts, state, listener, stopped).train();
            }
        } catch (EngineException e) {
            throw new ModelException(
                    "The training ended, because PyTorch failed: " + e.getMessage() + " If it ran out of memory, make"
                            + " the batch or the window smaller.",
                    e);
        }
    }

    /** A training that has nothing to show yet has nothing to lose. */
    private RunDirectory.Existing existing() {
        boolean keeps = request.existing() == RunDirectory.Existing.KEEP;
        return keeps && files.areNone() ? RunDirectory.Existing.REPLACE : request.existing();
    }

    /** What is gone on with; empty for a new training, and for one that was stopped before its first checkpoint. */
    private Optional<TrainingFiles.Saved> saved(RunDirectory.Existing existing) {
        if (existing != RunDirectory.Existing.RESUME) {
            return Optional.empty();
        }
        if (Files.exists(files.last())) {
            return Optional.of(files.load(files.last()));
        }
        if (!files.areNone()) {
            throw new MirException("The training in " + request.directory() + " cannot be gone on with: there is no "
                    + files.last().getFileName() + ".");
        }
        preparation.warned("There is no training to go on with in " + request.directory() + "; a new one begins.");
        return Optional.empty();
    }

    private Learner learner(ModelPlan plan, Optional<TrainingFiles.Saved> saved) {
        Optional<StartWeights> start = init.map(model -> new StartWeights(model, plan));
        Map<String, Tensor> weights = saved.map(TrainingFiles.Saved::weights)
                .or(() -> start.map(StartWeights::tensors))
                .orElse(Map.of());
        Learner learner = built(plan, weights);
        try {
            if (saved.isPresent()) {
                requireWhole(learner);
                learner.restore(saved.get().optimiser());
            } else {
                tellOfStart(learner, start);
            }
            return learner;
        } catch (RuntimeException e) {
            learner.close();
            throw e;
        }
    }

    private void requireWhole(Learner learner) {
        if (!learner.unfilled().isEmpty()) {
            throw new ModelException(
                    files.last() + " lacks " + learner.unfilled().size()
                            + " of the network's weights, such as "
                            + learner.unfilled().iterator().next() + "; it cannot be gone on with.");
        }
    }

    private void tellOfStart(Learner learner, Optional<StartWeights> start) {
        List<String> frozen = request.recipe().frozen();
        if (start.isPresent()) {
            start.get().check(learner.names(), learner.unfilled(), frozen, preparation::warned);
        } else if (!frozen.isEmpty()) {
            preparation.warned("Frozen parts stay random, since there is no model to start from (init): "
                    + String.join(", ", frozen) + ".");
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
        if (begun != null && !now.equals(begun)) {
            throw new MirException("The training in " + request.directory() + " was begun with other recordings than"
                    + " can be read now (" + begun + " then, " + now + " now): bring back what has changed, or begin"
                    + " anew by --force.");
        }
    }

    /** The cards of all models that something was learned from. */
    private List<ModelCard> givers() {
        return Stream.concat(init.stream(), teachers.stream())
                .map(InstalledModel::card)
                .toList();
    }

    private TrainingRun.Parts parts(ModelPlan plan, TrainingSplits splits, Learner learner, NDManager engine) {
        Recipe recipe = request.recipe();
        Optional<Teachers> school = Optional.ofNullable(recipe.teachers())
                .map(settings -> new Teachers(settings, teachers, request.cache(), request.place()));
        Preparation made = new Preparation(request, plan, splits, school, engine, preparation);
        List<Example> train = made.examples(splits.train(), "to train on");
        List<Example> validation = made.examples(splits.validation(), "to validate on");
        SoftTargets targets = school.map(all -> all.targets(
                        splits.labels(), train.stream().map(Example::lesson).toList()))
                .orElse(null);
        BatchMaker batches = made.batches(targets);
        Validator validator = new Validator(plan.labels(), made.window(), validation, batches, targets, recipe.batch());
        validator.requireDefined(recipe.metric());
        String dataset = request.dataset().card().title();
        return new TrainingRun.Parts(
                recipe,
                learner,
                new EpochPlan(train, made.window(), recipe.data().crops(), recipe.batch(), recipe.seed()),
                batches,
                validator,
                new Publisher(recipe, plan, givers(), dataset, files),
                files,
                RunIdentity.recordings(train, validation));
    }
}
