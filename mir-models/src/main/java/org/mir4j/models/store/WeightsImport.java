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
import org.mir4j.models.masking.OpenUnmix;

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
        List<ImportFile> files = paths.stream().map(ImportFile::read).toList();
        List<ModelCard> origins = origins(files);
        ModelCard card = card(files, like.or(() -> whole(origins, files)), name);
        ModelCard licensed = origins.isEmpty() ? card : card.licensed(strictest(origins));
        Map<String, Tensor> weights = WeightsCheck.passed(
                licensed, files.stream().map(ImportFile::tensors).toList());
        ArchitectureCheck.requireFit(licensed, weights);
        return new Imported(licensed, weights);
    }

    private ModelCard card(List<ImportFile> files, Optional<ModelCard> like, String name) {
        if (like.isEmpty() || OpenUnmixImport.is(like.get()) && !areJoined(files)) {
            return new OpenUnmixImport(like, settings).card(files, name);
        }
        ModelCard model = like.get();
        if (files.size() > 1) {
            throw new ModelException("A model like " + model.name() + " has one file of weights, and " + files.size()
                    + " are named; only those of Open-Unmix have one for each stem.");
        }
        if (settings.ofSeparator()) {
            throw new ModelException("Stems, rate, hop and residual can be said of files of Open-Unmix only, and "
                    + files.get(0).path() + " is imported like " + model.name() + ", which says them all.");
        }
        return like(model, files.get(0), name);
    }

    /** Whether the stems of an Open-Unmix lie in one file under our names, as they do in the store. */
    private static boolean areJoined(List<ImportFile> files) {
        return files.size() == 1
                && files.get(0).tensors().keySet().stream().anyMatch(name -> name.startsWith(OpenUnmix.prefix(0)));
    }

    private ModelCard like(ModelCard model, ImportFile file, String name) {
        try {
            ModelTask task = settings.labels().isEmpty()
                    ? model.task()
                    : model.tagging().labelled(settings.labels().get());
            return model.like(name, model.source().of(file.name(), file.sha256()), task);
        } catch (IllegalArgumentException e) {
            throw new ModelException(file.path() + " cannot be imported as " + name + ": " + e.getMessage() + ".", e);
        }
    }

    /** The published models that one of the files belongs to. */
    private List<ModelCard> origins(List<ImportFile> files) {
        return published.names().stream()
                .flatMap(name -> published.find(name).stream())
                .filter(card -> files.stream().anyMatch(file -> has(card, file)))
                .toList();
    }

    /** The published Open-Unmix that all files belong to, if there is one. */
    private static Optional<ModelCard> whole(List<ModelCard> origins, List<ImportFile> files) {
        return origins.stream()
                .filter(OpenUnmixImport::is)
                .filter(card -> files.stream().allMatch(file -> has(card, file)))
                .findFirst();
    }

    private static boolean has(ModelCard card, ImportFile file) {
        return card.source().files().stream().anyMatch(part -> file.sha256().startsWith(part.sha256()));
    }

    private static ModelCard.Licence strictest(List<ModelCard> origins) {
        return origins.stream()
                .map(ModelCard::licence)
                .max(Comparator.comparing(ModelCard.Licence::isNonCommercial))
                .orElseThrow();
    }
}
