// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.store;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mir4j.core.error.ModelException;
import org.mir4j.models.card.ModelCard;
import org.mir4j.models.card.ModelTask;
import org.mir4j.models.checkpoint.Tensor;
import org.mir4j.models.masking.OpenUnmixWeights;

/**
 * Makes a model of files of weights. Files of published models are known by their checksums, under whatever name they
 * are imported: their licence stays theirs.
 */
final class WeightsImport {

    private final Catalogue published;
    private final ImportSettings settings;

    /**
     * A model that is fit to be put in the store.
     *
     * @param card of the model
     * @param weights by our names
     */
    record Imported(ModelCard card, Map<String, Tensor> weights) {}

    /**
     * @param published models whose files are known
     * @param settings what is said of the weights
     */
    WeightsImport(Catalogue published, ImportSettings settings) {
        this.published = published;
        this.settings = settings;
    }

    /** Reads files, which are like a known model, or else an Open-Unmix of any size. */
    Imported read(List<Path> paths, Optional<ModelCard> like, String name) {
        if (paths.isEmpty()) {
            throw new ModelException("There are no files to be imported as " + name + ".");
        }
        List<ForeignFile> files = paths.stream().map(ForeignFile::open).toList();
        List<ModelCard> origins = origins(files);
        Optional<ModelCard> model = like.or(() -> whole(origins, files));
        boolean ofStems = model.isEmpty() || OpenUnmixImport.is(model.get()) && !areJoined(files);
        Imported imported = ofStems ? readStems(files, model, name) : readOne(files, model.get(), name);
        ModelCard card = origins.isEmpty() ? imported.card() : imported.card().licensed(strictest(origins));
        ArchitectureCheck.requireFit(card, imported.weights());
        return new Imported(card, imported.weights());
    }

    private Imported readStems(List<ForeignFile> files, Optional<ModelCard> like, String name) {
        List<ImportFile> stems = files.stream()
                .map(file -> file.weights(ExpectedNames.ofOpenUnmix(), settings.key(), WeightsImport::areOfOpenUnmix))
                .toList();
        ModelCard card = new OpenUnmixImport(like, settings).card(stems, name);
        return new Imported(
                card,
                WeightsCheck.passed(
                        card, stems.stream().map(ImportFile::tensors).toList()));
    }

    private static boolean areOfOpenUnmix(Map<String, Tensor> tensors) {
        try {
            OpenUnmixWeights.of(tensors);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private Imported readOne(List<ForeignFile> files, ModelCard model, String name) {
        ForeignFile file = files.get(0);
        if (files.size() > 1) {
            throw new ModelException("A model like " + model.name() + " has one file of weights, and " + files.size()
                    + " are named; only those of Open-Unmix have one for each stem.");
        }
        if (settings.ofSeparator()) {
            throw new ModelException("Stems, rate, hop and residual can be said of files of Open-Unmix only, and "
                    + file.contents().file() + " is imported like " + model.name() + ", which says them all.");
        }
        ModelCard card = like(model, file, name);
        ImportFile found = file.weights(
                ExpectedNames.of(card),
                settings.key(),
                tensors -> ArchitectureCheck.fits(card, card.source().weights(tensors)));
        return new Imported(card, WeightsCheck.passed(card, List.of(found.tensors())));
    }

    /** Whether the stems of an Open-Unmix lie in one file under our names, as they do in the store. */
    private static boolean areJoined(List<ForeignFile> files) {
        return files.size() == 1
                && files.get(0).contents().names().stream()
                        .anyMatch(name -> ("." + name).contains("." + OpenUnmixWeights.prefix(0)));
    }

    private ModelCard like(ModelCard model, ForeignFile file, String name) {
        try {
            ModelTask task = settings.labels().isEmpty()
                    ? model.task()
                    : model.tagging().labelled(settings.labels().get());
            return model.like(name, model.source().of(file.name(), file.sha256()), task);
        } catch (IllegalArgumentException e) {
            throw new ModelException(
                    file.contents().file() + " cannot be imported as " + name + ": " + e.getMessage() + ".", e);
        }
    }

    /** The published models that one of the files belongs to. */
    private List<ModelCard> origins(List<ForeignFile> files) {
        return published.names().stream()
                .flatMap(name -> published.find(name).stream())
                .filter(card -> files.stream().anyMatch(file -> has(card, file)))
                .toList();
    }

    /** The published Open-Unmix that all files belong to, if there is one. */
    private static Optional<ModelCard> whole(List<ModelCard> origins, List<ForeignFile> files) {
        return origins.stream()
                .filter(OpenUnmixImport::is)
                .filter(card -> files.stream().allMatch(file -> has(card, file)))
                .findFirst();
    }

    private static boolean has(ModelCard card, ForeignFile file) {
        return card.source().files().stream().anyMatch(part -> file.sha256().startsWith(part.sha256()));
    }

    private static ModelCard.Licence strictest(List<ModelCard> origins) {
        return origins.stream()
                .map(ModelCard::licence)
                .max(Comparator.comparing(ModelCard.Licence::isNonCommercial))
                .orElseThrow();
    }
}
