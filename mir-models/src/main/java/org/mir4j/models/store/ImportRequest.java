// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.store;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.mir4j.core.error.ModelException;
import org.mir4j.models.card.ModelCard;
import org.mir4j.models.card.Source;

/** Files that are to be imported, and what is said of them. */
final class ImportRequest {

    private final List<Path> paths;
    private final Optional<ModelCard> like;
    private final String name;
    private final ImportSettings settings;
    private final Catalogue published;
    private List<ForeignFile> checkpoints; // null until one asks for them

    /**
     * @param paths of the files, at least one
     * @param like the known model that they are like; empty if a family is named
     * @param name of the new model
     * @param settings what is said besides
     * @param published models whose files are known
     */
    ImportRequest(
            List<Path> paths, Optional<ModelCard> like, String name, ImportSettings settings, Catalogue published) {
        if (paths.isEmpty()) {
            throw new ModelException("There are no files to be imported as " + name + ".");
        }
        this.paths = List.copyOf(paths);
        this.like = like;
        this.name = name;
        this.settings = settings;
        this.published = published;
    }

    /** Where the files are. */
    List<Path> paths() {
        return paths;
    }

    /** The known model that they are like; empty if a family is named. */
    Optional<ModelCard> like() {
        return like;
    }

    /** Of the new model. */
    String name() {
        return name;
    }

    /** What is said besides. */
    ImportSettings settings() {
        return settings;
    }

    /** The only file; refused if there are others. */
    Path onlyPath(String what) {
        if (paths.size() > 1) {
            throw new ModelException(what + " has one file, and " + paths.size() + " are named.");
        }
        return paths.get(0);
    }

    /** What is said of files that cannot be a model for this reason. */
    ModelException refusal(IllegalArgumentException reason) {
        String files = paths.stream().map(Path::toString).collect(Collectors.joining(", "));
        return new ModelException(files + " cannot be imported as " + name + ": " + reason.getMessage() + ".", reason);
    }

    /** All files, as {@code torch.save} or safetensors wrote them. */
    List<ForeignFile> checkpoints() {
        if (checkpoints == null) {
            checkpoints = paths.stream().map(ForeignFile::open).toList();
        }
        return checkpoints;
    }

    /** The published models that one of some files belongs to, known by their checksums. */
    List<ModelCard> origins(List<Source.Part> files) {
        return published.names().stream()
                .flatMap(known -> published.find(known).stream())
                .filter(card -> files.stream().anyMatch(file -> has(card, file.sha256())))
                .toList();
    }

    /** Whether a file is one of a model's. */
    static boolean has(ModelCard card, String sha256) {
        return card.source().files().stream().anyMatch(part -> part.isOf(sha256));
    }
}
