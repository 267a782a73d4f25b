// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.store;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.mir4j.core.dataset.Checksum;
import org.mir4j.core.error.ModelException;
import org.mir4j.models.card.CardJson;
import org.mir4j.models.card.ModelCard;
import org.mir4j.models.checkpoint.WeightsFormat;
import org.mir4j.models.file.AtomicFile;
import org.mir4j.models.file.StaleDrafts;

/**
 * The two files of a model, {@code model.json} and {@code weights.safetensors} (or whatever its {@link WeightsFormat} calls
 * it), which change together although no file system changes two files at once.
 *
 * <p>The moment is that in which the card takes its name. Weights that are not those of {@code weights.safetensors} yet,
 * or no more, lie beside it under a name that has the beginning of their SHA-256, which the card names. So whoever has
 * read a card looks for weights under that name first, and takes {@code weights.safetensors} only if the card still
 * stands after they have been read. Weights that were replaced stay for a minute, for those who have just read their card.
 * Directories in which there are none but the two files, as earlier versions wrote them, are read in the same way.
 *
 * <p>Where {@code weights.safetensors} cannot be replaced, as on Windows while another program has it mapped into memory,
 * the new weights stay under the other name, where they are found first. The file follows with the next weights.
 */
final class ModelFiles {

    static final String CARD = "model.json";

    private static final int DIGITS = 16;
    private static final Pattern VERSION =
            Pattern.compile("\\.weights-[0-9a-f]{" + DIGITS + "}\\.mir\\.(safetensors|pt)");
    private static final Duration KEPT = Duration.ofMinutes(1);
    private static final int FEW_ATTEMPTS = 3;
    private static final int MOST_ATTEMPTS = 100;

    private ModelFiles() {}

    /** What is done with a file of weights. */
    interface Use<T> {

        T with(Path weights) throws IOException;
    }

    /** Where the weights of a card lie in its directory. */
    static Path weights(Path directory, ModelCard card) {
        return directory.resolve(card.task().format().fileName());
    }

    /** Writes both into a directory in which there are none, or replaces those that are there. One does so at a time. */
    static void write(Path directory, ModelWeights weights, Function<String, ModelCard> card) throws IOException {
        WeightsFormat format = weights.format();
        Path draft = AtomicFile.draftOf(directory.resolve(format.fileName()));
        try {
            weights.write(draft);
            String sha256 = Checksum.sha256Of(draft).hex();
            String json = CardJson.write(card.apply(sha256));
            Path version = version(directory, sha256, format);
            keepCurrent(directory);
            AtomicFile.replace(draft, version);
            AtomicFile.write(directory.resolve(CARD), text -> Files.writeString(text, json));
            settle(version, directory.resolve(format.fileName()));
            for (WeightsFormat other : WeightsFormat.values()) {
                if (other != format) {
                    Files.deleteIfExists(directory.resolve(other.fileName()));
                }
            }
            sweep(directory, version);
        } finally {
            StaleDrafts.delete(draft);
        }
    }

    private static void settle(Path version, Path weights) throws IOException {
        try {
            AtomicFile.replace(version, weights);
        } catch (FileSystemException e) {
            boolean isHeld = Files.isRegularFile(weights) && Files.exists(version);
            if (!isHeld) {
                throw e;
            }
        }
    }

    /** Where weights lie that are not those of {@code weights.safetensors} yet, or no more. */
    private static Path version(Path directory, String sha256, WeightsFormat format) {
        return directory.resolve(".weights-" + sha256.substring(0, DIGITS) + ".mir." + format.ending());
    }

    /** Gives the weights that are there the name under which those who have read their card will look for them. */
    private static void keepCurrent(Path directory) throws IOException {
        Optional<InstalledModel> current = current(directory);
        if (current.isEmpty()) {
            return;
        }
        ModelCard card = current.get().card();
        Path weights = current.get().weightsFile();
        Path kept = version(directory, card.weightsSha256(), card.task().format());
        if (Files.exists(kept)) {
            Files.setLastModifiedTime(kept, FileTime.from(Instant.now()));
        } else if (Files.isRegularFile(weights)) {
            Path draft = AtomicFile.draftOf(weights);
            try {
                link(weights, draft);
                Files.setLastModifiedTime(draft, FileTime.from(Instant.now()));
                Files.move(draft, kept, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                StaleDrafts.delete(draft);
            }
        }
    }

    private static void link(Path file, Path link) throws IOException {
        try {
            Files.createLink(link, file);
        } catch (IOException | UnsupportedOperationException e) {
            Files.copy(file, link); // not all file systems have links
        }
    }

    /** The model that is there now; empty if there is no card that can be read, or it names no checksum. */
    private static Optional<InstalledModel> current(Path directory) {
        try {
            return Optional.of(ModelDirectory.open(directory))
                    .filter(model -> model.card().weightsSha256() != null);
        } catch (ModelException e) {
            return Optional.empty();
        }
    }

    private static void sweep(Path directory, Path current) throws IOException {
        Instant old = Instant.now().minus(KEPT);
        for (Path version : versions(directory)) {
            try {
                if (!version.equals(current)
                        && Files.getLastModifiedTime(version).toInstant().isBefore(old)) {
                    Files.deleteIfExists(version);
                }
            } catch (FileSystemException ignored) {
                // it is in use on Windows, or another has swept it
            }
        }
    }

    /** All weights in a directory but {@code weights.safetensors}. */
    static List<Path> versions(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file ->
                            VERSION.matcher(file.getFileName().toString()).matches())
                    .toList();
        }
    }

    /** Does something with the weights of a card, whatever takes their place meanwhile. */
    static <T> T reading(InstalledModel model, Use<T> use) throws IOException {
        String sha256 = model.card().weightsSha256();
        Path directory = model.weightsFile().toAbsolutePath().getParent();
        WeightsFormat format = model.card().task().format();
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            Path version = sha256 == null ? model.weightsFile() : version(directory, sha256, format);
            boolean other = Files.exists(version);
            Path weights = other ? version : model.weightsFile();
            try {
                T result = use.with(weights);
                if (other ? Files.exists(version) : isCurrent(directory, sha256)) {
                    return result;
                }
            } catch (IOException | ModelException e) {
                // weights that are there now may have been away while they were read: moved, and linked again since
                if (other ? attempt >= FEW_ATTEMPTS && Files.exists(version) : isCurrent(directory, sha256)) {
                    throw e;
                }
            }
            if (!other && Files.notExists(version)) {
                break;
            }
        }
        throw new ModelException("The weights of " + model.card().name() + " in " + directory
                + " have been replaced since its card was read; load the model anew.");
    }

    /** Whether {@code weights.safetensors} is that of a card: it is as long as no other has taken the card's place. */
    private static boolean isCurrent(Path directory, String sha256) {
        return sha256 == null
                || current(directory)
                        .map(model -> sha256.equals(model.card().weightsSha256()))
                        .orElse(true);
    }
}
