package org.mir4j.cli.command;

import java.io.PrintWriter;
import org.mir4j.models.card.ModelCard;
import org.mir4j.models.store.InstalledModel;
import org.mir4j.models.store.ModelStore;

/** Models for commands that use them. */
final class Models {

    private Models() {}

    /** A model of the store; one that is not there yet is fetched, which is said. */
    static InstalledModel require(String name, PrintWriter err) {
        ModelStore store = ModelStore.fromEnvironment();
        ModelCard card = store.card(name);
        return store.installed(name).orElseGet(() -> {
            err.println("Fetching the model " + card.name() + " (" + card.summary() + "), once.");
            return store.pull(name);
        });
    }
}
