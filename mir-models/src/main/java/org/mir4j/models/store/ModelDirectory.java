// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.store;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.mir4j.core.error.ModelException;
import org.mir4j.core.error.Reason;
import org.mir4j.models.card.CardJson;
import org.mir4j.models.card.ModelCard;
import org.mir4j.models.checkpoint.Tensor;
import org.mir4j.models.checkpoint.WeightsFormat;

/** A model as a directory: its card and its weights side by side, in a store or anywhere else. */
public final class ModelDirectory {

    private ModelDirectory() {}

    /**
     * Whether a directory holds a model.
     *
     * @param directory any path
     * @return whether there is a card in it
     */
    public static boolean isModel(Path directory) {
        return Files.isRegularFile(directory.resolve(ModelFiles.CARD));
    }

    /**
     * The model that a directory holds.
     *
     * @param directory with {@code model.json} and the weights beside it
     * @return the model
     * @throws ModelException if the card cannot be read or used
     */
    public static InstalledModel open(Path directory) {
        Path json = directory.resolve(ModelFiles.CARD);
        try (Reader reader = Files.newBufferedReader(json)) {
            ModelCard card = CardJson.read(reader, json.toString());
            return new InstalledModel(card, ModelFiles.weights(directory, card));
        } catch (IOException e) {
            throw new ModelException("The model card " + json + " cannot be read: " + Reason.of(e) + ".", e);
        }
    }

    /**
     * Makes a directory a model, or gives a model other weights and another card. Both change in the same moment: whoever
     * opens it finds the old model or the new one.
     *
     * @param directory that is there, and that nobody else writes to
     * @param weights by our names
     * @param card of the model, given the SHA-256 of its weights
     * @throws IOException if they cannot be written; then the old model is still whole
     */
    public static void write(Path directory, Map<String, Tensor> weights, Function<String, ModelCard> card)
            throws IOException {
        ModelFiles.write(directory, new ModelWeights.Tensors(weights), card);
    }

    /**
     * Removes a model from a directory, and leaves what else is in it.
     *
     * @param directory with a model, or without
     * @throws IOException if a file cannot be removed
     */
    public static void clear(Path directory) throws IOException {
        Files.deleteIfExists(directory.resolve(ModelFiles.CARD));
        for (WeightsFormat format : WeightsFormat.values()) {
            Files.deleteIfExists(directory.resolve(format.fileName()));
        }
        for (Path version : ModelFiles.versions(directory)) {
            Files.deleteIfExists(version);
        }
    }

    /** The names of the models that lie side by side in a directory, sorted; none if there is no such directory. */
    static List<String> namesIn(Path models) {
        if (!Files.isDirectory(models)) {
            return List.of();
        }
        try (Stream<Path> directories = Files.list(models)) {
            return directories
                    .filter(ModelDirectory::isModel)
                    .map(directory -> directory.getFileName().toString())
                    .filter(ModelCard::isName)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw unlistable(models, e);
        } catch (UncheckedIOException e) {
            throw unlistable(models, e.getCause());
        }
    }

    private static ModelException unlistable(Path models, IOException e) {
        return new ModelException("The models in " + models + " cannot be listed: " + Reason.of(e) + ".", e);
    }
}
