// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.zoo;

import ai.djl.repository.zoo.ModelLoader;
import ai.djl.repository.zoo.ModelZoo;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.mir4j.core.error.MirException;
import org.mir4j.models.store.ModelStore;

/**
 * The models of a store as a zoo of DJL.
 *
 * <p>DJL makes one whenever any zoo is used: nothing is read before a model of this one is looked for, no card before it
 * is loaded, and nothing is fetched before that.
 */
public final class MirModelZoo extends ModelZoo {

    /** Under which DJL knows this zoo. */
    public static final String GROUP_ID = "org.mir4j";

    private static final String ENGINE = "PyTorch";

    private final Supplier<ModelStore> store;

    /**
     * @param store asked for anew at every use
     */
    public MirModelZoo(Supplier<ModelStore> store) {
        this.store = store;
    }

    @Override
    public String getGroupId() {
        return GROUP_ID;
    }

    @Override
    public Collection<ModelLoader> getModelLoaders() {
        List<ModelLoader> loaders = new ArrayList<>();
        names().forEach(name -> loaders.add(new MirModelLoader(name, store)));
        return loaders;
    }

    private List<String> names() {
        try {
            return store.get().names();
        } catch (MirException e) {
            // DJL asks every zoo for every model: a store that cannot be read must not stand in the way of others'
            return store.get().publishedNames();
        }
    }

    @Override
    public ModelLoader getModelLoader(String name) {
        return names().contains(name) ? new MirModelLoader(name, store) : null;
    }

    @Override
    public Set<String> getSupportedEngines() {
        return Set.of(ENGINE);
    }
}
