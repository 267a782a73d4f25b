// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.zoo;

import ai.djl.Application;
import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.repository.MRL;
import ai.djl.repository.Repository;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ModelLoader;
import ai.djl.repository.zoo.ModelNotFoundException;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.translate.TranslateException;
import ai.djl.translate.Translator;
import ai.djl.translate.TranslatorFactory;
import ai.djl.util.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.mir4j.core.error.MirException;
import org.mir4j.core.error.ModelException;
import org.mir4j.models.card.SeparationTask;
import org.mir4j.models.engine.PyTorch;
import org.mir4j.models.separation.SeparationNetwork;
import org.mir4j.models.store.InstalledModel;
import org.mir4j.models.store.ModelStore;
import org.mir4j.models.tagging.ScoringNetwork;

/** Loads one model of a store as DJL asks for it. */
final class MirModelLoader implements ModelLoader {

    private final String name;
    private final Supplier<ModelStore> store;

    MirModelLoader(String name, Supplier<ModelStore> store) {
        this.name = name;
        this.store = store;
    }

    @Override
    public String getGroupId() {
        return MirModelZoo.GROUP_ID;
    }

    @Override
    public String getArtifactId() {
        return name;
    }

    @Override
    public Application getApplication() {
        return Application.Audio.ANY;
    }

    @Override
    public MRL getMrl() {
        // the store is no repository of DJL's: this only names the model in lists
        Repository nowhere = Repository.newInstance(MirModelZoo.GROUP_ID, Path.of(""));
        return nowhere.model(getApplication(), getGroupId(), getArtifactId());
    }

    @Override
    public <I, O> ZooModel<I, O> loadModel(Criteria<I, O> criteria)
            throws IOException, ModelNotFoundException, MalformedModelException {
        // first, because a model of other types must not be fetched to find out
        TranslatorFactory factory = factory(criteria);
        InstalledModel installed = require();
        Device device = PyTorch.device(Optional.ofNullable(criteria.getDevice()));
        Model model = PyTorch.engine().newModel(name, device);
        try {
            model.setBlock(block(installed, model.getNDManager()));
            // only tells the model where it comes from
            model.load(installed.weightsFile().getParent(), name, Map.of("hasParameter", "false"));
            Map<String, Object> arguments = criteria.getArguments() == null ? Map.of() : criteria.getArguments();
            Translator<I, O> translator =
                    factory.newInstance(criteria.getInputClass(), criteria.getOutputClass(), model, arguments);
            return new ZooModel<>(model, translator);
        } catch (ModelException e) {
            model.close();
            throw new MalformedModelException(e.getMessage(), e);
        } catch (TranslateException e) {
            model.close();
            throw new ModelNotFoundException(e.getMessage(), e);
        } catch (RuntimeException | Error | IOException | MalformedModelException e) {
            model.close();
            throw e;
        }
    }

    private TranslatorFactory factory(Criteria<?, ?> criteria) throws ModelNotFoundException {
        TranslatorFactory given = criteria.getTranslatorFactory();
        TranslatorFactory factory = given == null ? ofTask() : given;
        if (!factory.isSupported(criteria.getInputClass(), criteria.getOutputClass())) {
            throw new ModelNotFoundException("The model " + name + " does not turn " + criteria.getInputClass()
                    + " into " + criteria.getOutputClass() + "; it supports " + factory.getSupportedTypes() + ".");
        }
        return factory;
    }

    /** A card that cannot be read says so when its model is loaded. */
    private TranslatorFactory ofTask() {
        try {
            return store.get().card(name).task() instanceof SeparationTask
                    ? new SeparationTranslatorFactory()
                    : new TaggingTranslatorFactory();
        } catch (MirException e) {
            return new TaggingTranslatorFactory();
        }
    }

    private static Block block(InstalledModel model, NDManager manager) {
        return model.card().task() instanceof SeparationTask
                ? SeparationNetwork.load(model, manager)
                : ScoringNetwork.load(model, manager);
    }

    private InstalledModel require() throws ModelNotFoundException {
        try {
            return store.get().require(name);
        } catch (ModelException e) {
            throw new ModelNotFoundException(e.getMessage(), e);
        }
    }

    @Override
    public <I, O> boolean isDownloaded(Criteria<I, O> criteria) {
        return store.get().installed(name).isPresent();
    }

    @Override
    public <I, O> void downloadModel(Criteria<I, O> criteria, Progress progress) throws ModelNotFoundException {
        require();
    }

    @Override
    public String toString() {
        return getGroupId() + ":" + name;
    }
}
