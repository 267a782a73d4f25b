// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.zoo;

import ai.djl.repository.zoo.ModelZoo;
import ai.djl.repository.zoo.ZooProvider;
import org.mir4j.models.store.ModelStore;

/** Brings {@link MirModelZoo} to DJL, which finds this class by itself. */
public final class MirZooProvider implements ZooProvider {

    /** As DJL makes it. */
    public MirZooProvider() {}

    @Override
    public ModelZoo getModelZoo() {
        return new MirModelZoo(ModelStore::fromEnvironment);
    }
}
