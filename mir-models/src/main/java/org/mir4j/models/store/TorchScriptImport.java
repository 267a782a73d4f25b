// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mir4j.core.dataset.Checksum;
import org.mir4j.core.error.ModelException;
import org.mir4j.core.error.Reason;
import org.mir4j.core.error.Remedy;
import org.mir4j.models.card.ModelCard;
import org.mir4j.models.card.ModuleCard;
import org.mir4j.models.card.Source;
import org.mir4j.models.checkpoint.TorchScriptFile;
import org.mir4j.models.checkpoint.WeightsFormat;
import org.mir4j.models.store.ImportSettings.Setting;

/** A module of TorchScript, of which a card says what goes in and what comes out. */
final class TorchScriptImport implements ImportFamily {

    private static final String NAME = "torchscript";

    @Override
    public List<String> names() {
        return List.of(NAME);
    }

    @Override
    public boolean takes(ImportRequest request, ModelCard like) {
        return like.task().format() == WeightsFormat.TORCHSCRIPT;
    }

    @Override
    public Set<Setting> settings() {
        return Set.of(Setting.CARD);
    }

    @Override
    public Imported read(ImportRequest request) {
        Path file = request.onlyPath("A TorchScript module");
        Optional<Path> card = request.settings().card();
        if (card.isPresent() && request.like().isPresent()) {
            throw new ModelException("A file that is like "
                    + request.like().get().name() + " has its card; name " + NAME + " in its place for another card.");
        }
        if (card.isEmpty() && request.like().isEmpty()) {
            throw new ModelException("A TorchScript module does not say what goes in and what comes out: " + file
                            + " needs a card, a file of YAML that does (see docs/torchscript.md).")
                    .with(Remedy.MODULE_CARD);
        }
        TorchScriptFile.require(file);
        Source source = source(file);
        ModelCard model = card.isPresent()
                ? card(card.get()).of(request.name(), source)
                : request.like()
                        .get()
                        .like(request.name(), source, request.like().get().task());
        return new Imported(model, new ModelWeights.Module(file));
    }

    private static Source source(Path file) {
        try {
            String sha256 = Checksum.sha256Of(file).hex();
            return new Source(null, file.getFileName().toString(), sha256, List.of(), List.of(), null);
        } catch (IOException e) {
            throw new ModelException(file + " cannot be read: " + Reason.of(e) + ".", e);
        }
    }

    private static ModuleCard card(Path file) {
        try {
            return ModuleCard.parse(Files.readString(file), file.toString());
        } catch (IOException e) {
            throw new ModelException("The card " + file + " cannot be read: " + Reason.of(e) + ".", e);
        }
    }
}
