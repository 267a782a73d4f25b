// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.store;

import java.util.List;
import java.util.Set;
import org.mir4j.models.card.ModelCard;
import org.mir4j.models.card.ModelTask;

/** A file of weights for the architecture and front-end of a known model, whatever that is. */
final class KnownModelImport implements ImportFamily {

    @Override
    public List<String> names() {
        return List.of();
    }

    @Override
    public boolean takes(ImportRequest request, ModelCard like) {
        return true;
    }

    @Override
    public Set<ImportSettings.Setting> settings() {
        return Set.of(ImportSettings.Setting.LABELS, ImportSettings.Setting.KEY);
    }

    @Override
    public Imported read(ImportRequest request) {
        ModelCard model = request.like().orElseThrow();
        request.onlyPath("A model like " + model.name());
        ForeignFile file = request.checkpoints().get(0);
        ModelCard card = like(model, file, request);
        ImportFile found = file.weights(
                ExpectedNames.of(card),
                request.settings().key(),
                tensors -> ArchitectureCheck.fits(card, card.source().weights(tensors)));
        return new Imported(card, WeightsCheck.passed(card, List.of(found.tensors())));
    }

    private static ModelCard like(ModelCard model, ForeignFile file, ImportRequest request) {
        try {
            ModelTask task = request.settings().labels().isEmpty()
                    ? model.task()
                    : model.tagging().labelled(request.settings().labels().get());
            return model.like(request.name(), model.source().of(file.name(), file.sha256()), task);
        } catch (IllegalArgumentException e) {
            throw request.refusal(e);
        }
    }
}
