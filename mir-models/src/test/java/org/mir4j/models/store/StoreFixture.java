// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.store;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.mir4j.audio.home.MirHome;
import org.mir4j.models.card.ModelCard;

/** Stores whose published models are made up. */
final class StoreFixture {

    private StoreFixture() {}

    static ModelStore store(Path home, String mirror, ModelCard... published) {
        Catalogue catalogue = new Catalogue() {
            @Override
            public List<String> names() {
                return Arrays.stream(published).map(ModelCard::name).toList();
            }

            @Override
            public Optional<ModelCard> find(String name) {
                return Arrays.stream(published)
                        .filter(card -> card.name().equals(name))
                        .findFirst();
            }
        };
        return new ModelStore(new MirHome(home), Optional.ofNullable(mirror), catalogue);
    }
}
