// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.command;

import java.io.PrintWriter;
import java.util.Optional;
import java.util.function.Consumer;
import org.mir4j.models.card.ModelCard;
import org.mir4j.models.store.InstalledModel;
import org.mir4j.models.store.ModelStore;

/** Models for commands that use them. */
final class Models {

    private Models() {}

    /**
     * A model of the store, or the one that a directory holds; one that is not in the store yet is put there: fetched, which
     * is said, or taken from this library. A licence that forbids commercial use is said too.
     */
    static InstalledModel require(String name, PrintWriter err) {
        return require(name, card -> {}, err);
    }

    /** The same for a model that passes a check; one that does not is not fetched. */
    static InstalledModel require(String name, Consumer<ModelCard> check, PrintWriter err) {
        ModelStore store = ModelStore.fromEnvironment();
        Optional<InstalledModel> here = store.inDirectory(name);
        if (here.isPresent()) {
            check.accept(here.get().card());
            sayLimits(here.get().card(), err);
            return here.get().digested();
        }
        ModelCard card = store.card(name);
        check.accept(card);
        sayLimits(card, err);
        if (store.installed(name).isEmpty() && !store.isBundled(name)) {
            err.println("Fetching the model " + card.name() + " (" + card.summary() + "), once.");
        }
        return store.require(name).digested();
    }

    /** Says so if a model's licence does not let everybody use it. */
    private static void sayLimits(ModelCard card, PrintWriter err) {
        if (card.licence().isNonCommercial()) {
            err.println("The model " + card.name() + " may be used for non-commercial purposes only: its licence is "
                    + card.licence().name() + " (" + card.licence().url() + ").");
        }
    }
}
