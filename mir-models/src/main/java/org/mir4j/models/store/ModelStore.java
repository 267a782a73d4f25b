// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mir4j.audio.home.MirHome;
import org.mir4j.core.dataset.Checksum;
import org.mir4j.core.error.ModelException;
import org.mir4j.core.error.Reason;
import org.mir4j.models.card.ModelCard;
import org.mir4j.models.checkpoint.Checkpoint;
import org.mir4j.models.checkpoint.Tensor;
import org.mir4j.models.file.AtomicFile;
import org.mir4j.models.file.StaleDrafts;

/**
 * The models of one home, and the published ones that can be pulled into it.
 *
 * <p>Nothing takes its place before it is whole and its checksum is right, so that several processes can use a store.
 */
public final class ModelStore {

    private final MirHome home;
    private final Optional<String> mirror;
    private final Catalogue published;

    /**
     * @param home a directory, as {@code MIR_HOME} names one, which may not be there yet; models lie in {@code models}
     * @param mirror a directory or base URL that is tried before a model's upstream address
     */
    public ModelStore(Path home, Optional<String> mirror) {
        this(new MirHome(home), mirror);
    }

    ModelStore(MirHome home, Optional<String> mirror) {
        this(home, mirror, new BuiltInCards());
    }

    ModelStore(MirHome home, Optional<String> mirror, Catalogue published) {
        this.home = home;
        this.mirror = mirror;
        this.published = published;
    }

    /**
     * The store that the environment names with {@code MIR_HOME} and {@code MIR_MODELS_MIRROR}, unless the system
     * properties {@code mir.home} and {@code mir.models.mirror} name another.
     *
     * @return the store
     */
    public static ModelStore fromEnvironment() {
        Optional<String> mirror = Optional.ofNullable(
                        System.getProperty("mir.models.mirror", System.getenv("MIR_MODELS_MIRROR")))
                .filter(text -> !text.isBlank());
        return new ModelStore(MirHome.fromEnvironment(), mirror);
    }

    /**
     * The names of all models: the published ones, then those that were imported.
     *
     * @return the names
     */
    public List<String> names() {
        List<String> names = new ArrayList<>(published.names());
        installedNames().stream().filter(name -> !names.contains(name)).forEach(names::add);
        return names;
    }

    /**
     * The names of the published models, which can be pulled.
     *
     * @return the names
     */
    public List<String> publishedNames() {
        return published.names();
    }

    /**
     * The names of the models that lie in the store.
     *
     * @return the names, sorted
     */
    public List<String> installedNames() {
        return ModelDirectory.namesIn(home.models());
    }

    /**
     * The card of a model, installed or not.
     *
     * @param name of the model
     * @return its card
     * @throws ModelException if no model has this name
     */
    public ModelCard card(String name) {
        return installed(name)
                .map(InstalledModel::card)
                .or(() -> published.find(name))
                .orElseThrow(() -> new ModelException(
                        "There is no model named '" + name + "'; there are " + String.join(", ", names()) + "."));
    }

    /**
     * A model that lies in the store.
     *
     * @param name of the model
     * @return the model, if it is there
     */
    public Optional<InstalledModel> installed(String name) {
        if (!ModelCard.isName(name)) {
            return Optional.empty();
        }
        Path directory = home.models().resolve(name);
        if (!ModelDirectory.isModel(directory)) {
            return Optional.empty();
        }
        InstalledModel model = ModelDirectory.open(directory);
        if (!model.card().name().equals(name)) {
            throw new ModelException("The model card " + directory.resolve(ModelFiles.CARD) + " is that of '"
                    + model.card().name() + "', expected one of '" + name + "'.");
        }
        boolean outdated = published
                .find(name)
                .filter(card -> Bundle.hasOthersThan(model.card(), card))
                .isPresent();
        return outdated ? Optional.empty() : Optional.of(model);
    }

    /**
     * Whether a model's weights come with this library: it is there without a network.
     *
     * @param name of the model
     * @return whether they do
     */
    public boolean isBundled(String name) {
        return published.find(name).filter(Bundle::holds).isPresent();
    }

    /**
     * A model, pulled if it is not in the store yet. One that comes with this library needs no store: where the home cannot
     * be written to, it is put into that of this process.
     *
     * @param name of the model
     * @return the model
     * @throws ModelException if it is unknown or cannot be had
     */
    public InstalledModel require(String name) {
        return installed(name).orElseGet(() -> {
            boolean bundled = isBundled(name);
            if (bundled && !home.temporary() && !home.isWritable()) {
                return new ModelStore(MirHome.ofProcess(), mirror, published).require(name);
            }
            return bundled ? fetch(name) : pull(name);
        });
    }

    /**
     * A model by its name, or the one that a directory holds, such as that of a training. A name of the store comes first.
     *
     * @param nameOrDirectory as a user would write it
     * @return the model
     * @throws ModelException if it is unknown or cannot be had
     */
    public InstalledModel requireHere(String nameOrDirectory) {
        return inDirectory(nameOrDirectory)
                .orElseGet(() -> require(nameOrDirectory))
                .digested();
    }

    /**
     * The model that a directory holds, where no model of the store goes by the same name.
     *
     * @param nameOrDirectory as a user would write it
     * @return the model; empty for a name of the store, and for what is no directory of a model
     * @throws ModelException if the card in the directory cannot be read or used
     */
    public Optional<InstalledModel> inDirectory(String nameOrDirectory) {
        return !names().contains(nameOrDirectory) && isDirectory(nameOrDirectory)
                ? Optional.of(ModelDirectory.open(Path.of(nameOrDirectory)))
                : Optional.empty();
    }

    private static boolean isDirectory(String text) {
        try {
            return ModelDirectory.isModel(Path.of(text));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /**
     * Fetches a published model, from this library, the mirror or else from upstream, and puts it in the store. A model that is there
     * already is fetched anew and replaced, part by part, so that there is a whole model at any time; if that fails, what
     * was there stays.
     *
     * @param name of the model
     * @return the model
     * @throws ModelException if it is unknown, out of reach, or not what its card says
     */
    public InstalledModel pull(String name) {
        home.requireLasting("The model " + name);
        return fetch(name);
    }

    private InstalledModel fetch(String name) {
        ModelCard card = published.find(name).orElseThrow(() -> unpublished(name));
        try {
            Files.createDirectories(home.cache());
            StaleDrafts.sweep(home.cache());
            Fetcher.Fetched files = new Fetcher(mirror, home.cache()).fetch(card);
            Map<String, Tensor> weights = WeightsCheck.passed(files.card(), files.tensors());
            Installation.replace(files.card(), new ModelWeights.Tensors(weights), home.models());
        } catch (IOException e) {
            throw new ModelException(
                    "The model " + name + " cannot be fetched to " + home.cache() + ": " + Reason.of(e)
                            + "; MIR_HOME names another place to keep models in.",
                    e);
        }
        return installed(name).orElseThrow();
    }

    private ModelException unpublished(String name) {
        card(name); // says so if there is no such model at all
        return new ModelException("The model '" + name + "' was imported here, so there is nowhere to pull it from.");
    }

    /**
     * Puts weights from a file in the store.
     *
     * @param file of {@code torch.save} or safetensors
     * @param like the model that has the same architecture and front-end
     * @param name of the new model
     * @param labels its tags, or empty for those of {@code like}
     * @return the model
     * @throws ModelException if the name is taken, or the weights do not fit
     */
    public InstalledModel importFile(Path file, String like, String name, Optional<List<String>> labels) {
        return importFiles(List.of(file), like, name, ImportSettings.labelled(labels));
    }

    /**
     * Puts weights from one file or several in the store.
     *
     * @param files of {@code torch.save} or safetensors, or as the authors of a family save them; several, one a stem,
     *     for an Open-Unmix
     * @param like the model that has the same architecture and front-end; or one of {@link #importFamilies}, unless a
     *     model has that name, for a network whose sizes the files show
     * @param name of the new model
     * @param settings what is said of the weights besides
     * @return the model
     * @throws ModelException if the name is taken, or the weights do not fit
     */
    public InstalledModel importFiles(List<Path> files, String like, String name, ImportSettings settings) {
        requireNew(name);
        boolean ofFamily = WeightsImport.isFamily(like) && !names().contains(like);
        Optional<ModelCard> model = ofFamily ? Optional.empty() : Optional.of(modelLike(like));
        ImportRequest request = new ImportRequest(files, model, name, settings, published);
        Imported imported = ofFamily ? WeightsImport.read(request, like) : WeightsImport.read(request);
        Installation.add(imported.card(), imported.weights(), home.models());
        return installed(name).orElseThrow();
    }

    /**
     * The families of files whose sizes they show themselves, such as {@code openunmix}.
     *
     * @return what can stand in the place of a known model's name
     */
    public static List<String> importFamilies() {
        return WeightsImport.familyNames();
    }

    private ModelCard modelLike(String like) {
        if (!names().contains(like)) {
            throw new ModelException("There is no model named '" + like + "'; there are " + String.join(", ", names())
                    + ", and for weights of any size " + String.join(", ", WeightsImport.familyNames()) + ".");
        }
        return card(like);
    }

    /**
     * Puts a model that lies elsewhere in the store.
     *
     * @param model from a directory, such as that of a training
     * @param name of the new model
     * @return the model
     * @throws ModelException if the name is taken, or the weights are damaged or do not fit
     */
    public InstalledModel importModel(InstalledModel model, String name) {
        requireNew(name);
        ModelWeights weights = ModelWeights.of(model);
        ModelCard card = model.card().named(name);
        weights.requireFit(card);
        Installation.add(card, weights, home.models());
        return installed(name).orElseThrow();
    }

    private void requireNew(String name) {
        home.requireLasting("The model " + name);
        if (names().contains(name)) {
            throw Installation.taken(name);
        }
        if (!ModelCard.isName(name)) {
            throw new ModelException("'" + name + "' cannot be a model's name; use lower-case letters, digits, dots and"
                    + " hyphens, a letter or digit first.");
        }
    }

    /**
     * Copies a model's weights out of the store, whole or not at all.
     *
     * @param name of the model, which is pulled if it is not in the store
     * @param file to write: safetensors, or the module of TorchScript as it came
     * @throws ModelException if it cannot be written
     */
    public void export(String name, Path file) {
        export(require(name), file, ModelStore::copyWeights);
    }

    /**
     * Writes a model's weights in 16-bit floating point, those of one axis, as most norms and biases are, in 32; whole or
     * not at all. What is smaller than 3e-8 becomes 0.
     *
     * @param name of the model, which is pulled if it is not in the store
     * @param file to write, safetensors
     * @throws ModelException if it cannot be written, 16 bits do not hold a weight, or it is a module of TorchScript
     */
    public void exportHalves(String name, Path file) {
        export(require(name), file, (model, draft) -> Checkpoint.writeHalves(draft, model.weights()));
    }

    private static void copyWeights(InstalledModel model, Path draft) throws IOException {
        ModelFiles.reading(model, weights -> Files.copy(weights, draft, StandardCopyOption.REPLACE_EXISTING));
    }

    /** How weights come into a file that is not there yet. */
    private interface Exporter {

        void write(InstalledModel model, Path draft) throws IOException;
    }

    private static void export(InstalledModel model, Path file, Exporter exporter) {
        String what = "The model " + model.card().name() + " cannot be written to " + file + ": ";
        if (Files.isDirectory(file)) {
            throw new ModelException(what + "it is a directory; name a file in it.");
        }
        try {
            AtomicFile.write(file.toAbsolutePath(), draft -> exporter.write(model, draft));
        } catch (IOException e) {
            throw new ModelException(what + Reason.of(e) + ".", e);
        }
    }

    /**
     * Holds a model's weights against the checksum in its card.
     *
     * @param name of an installed model
     * @throws ModelException if they differ, or are missing
     */
    public void verify(String name) {
        InstalledModel model = (isBundled(name) ? Optional.of(require(name)) : installed(name))
                .orElseThrow(() -> new ModelException("The model '" + name + "' is not in the store."));
        try {
            String found = ModelFiles.reading(
                    model,
                    weights ->
                            Files.exists(weights) ? Checksum.sha256Of(weights).hex() : "no file");
            if (!found.equals(model.card().weightsSha256())) {
                throw new ModelException("The weights of " + name + " are damaged: " + model.weightsFile()
                        + " has the SHA-256 " + found + ", expected "
                        + model.card().weightsSha256()
                        + "; pull or import the model again.");
            }
        } catch (IOException e) {
            throw new ModelException("The weights of " + name + " cannot be read: " + Reason.of(e) + ".", e);
        }
    }
}
