// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models;

import ai.djl.Device;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mir4j.core.error.MirException;
import org.mir4j.core.error.ModelException;
import org.mir4j.models.card.ModelCard;
import org.mir4j.models.engine.PyTorch;
import org.mir4j.models.engine.Versions;
import org.mir4j.models.store.InstalledModel;
import org.mir4j.models.store.ModelStore;

/**
 * The models of the store that the environment names, and where they can run. {@link ModelStore} has the rest: other
 * stores, imports, exports, checks.
 *
 * <p>{@link org.mir4j.models.tagging.Tagger} and {@link org.mir4j.models.separation.Separator} load models by the same
 * names.
 *
 * <h2>What this library does to a program</h2>
 *
 * <p>Nothing before it is used. The first file that is read and the first model that is loaded
 *
 * <ul>
 *   <li>load the natives of FFmpeg and PyTorch, which are unpacked below {@code MIR_HOME/cache} (or the directory of the
 *       system property {@code mir.home}; where neither is set, {@code .mir} in the user's home directory);
 *   <li>set these system properties, each only where neither it nor a variable of the environment of that name is set:
 *       {@code DJL_CACHE_DIR}, {@code org.bytedeco.javacpp.cachedir} and {@code jna.tmpdir}, where natives are unpacked;
 *       {@code org.bytedeco.javacpp.maxPhysicalBytes} to 0, since JavaCPP would count PyTorch's tensors against the Java
 *       heap; {@code ai.djl.offline} to true (DJL then fetches nothing), unless {@code DJL_OFFLINE} is set; {@code
 *       ai.djl.pytorch.num_threads} to the number of cores; {@code slf4j.internal.verbosity} to ERROR where there is no
 *       provider of logging; {@code PYTORCH_FLAVOR} and {@code jna.library.path} where {@code PYTORCH_LIBRARY_PATH} names a
 *       PyTorch that is installed for Python; JNA sets {@code jna.loaded}, {@code jnidispatch.path} and {@code
 *       jna.platform.library.path} for itself;
 *   <li>keep FFmpeg from logging to standard error.
 * </ul>
 *
 * <p>A model that is not in the store is fetched from the network when it is asked for by its name, unless it comes with
 * this library; nothing else is. Decoding of files that are tagged runs on daemon threads that end with the call. A file
 * appears whole: until then a draft is beside it, which Java deletes when it ends. While stems are written a shutdown hook
 * lets none of them appear without the others; where {@code MIR_HOME} cannot be written to, or something has to be written
 * that is needed for a while only, there is a directory below {@code java.io.tmpdir} and a shutdown hook that removes it. Logging, locale, standard streams, handlers of uncaught
 * exceptions and the security of the program are left alone.
 */
public final class Models {

    private Models() {}

    /**
     * The names of all models: the published ones, then those that were imported.
     *
     * @return the names
     */
    public static List<String> names() {
        return ModelStore.fromEnvironment().names();
    }

    /**
     * What a model is. Nothing is fetched for this.
     *
     * @param name of the model
     * @return its card
     * @throws ModelException if no model has this name
     */
    public static ModelCard card(String name) {
        return ModelStore.fromEnvironment().card(name);
    }

    /**
     * A model, fetched if it is not there yet.
     *
     * @param nameOrDirectory the name of a model, or a directory that holds one, such as that of a training
     * @return the model
     * @throws ModelException if it is unknown or cannot be had
     */
    public static InstalledModel get(String nameOrDirectory) {
        return ModelStore.fromEnvironment().requireHere(nameOrDirectory);
    }

    /**
     * A device by the name that people write.
     *
     * @param name {@code cpu}, {@code gpu}, or {@code gpu:1} and so on, in whatever case; {@code auto} for whichever there is
     * @return the device, for {@link ModelOptions#withDevice(Optional)}; empty for {@code auto}
     * @throws IllegalArgumentException if there is no such name
     */
    public static Optional<Device> device(String name) {
        return PyTorch.named(name);
    }

    /**
     * Sets the system properties that this library sets, and nothing more. A program that uses DJL, JavaCPP or JNA before
     * this library calls this first; others need not.
     *
     * @throws MirException if there is no place to unpack to
     */
    public static void prepare() {
        PyTorch.prepare();
    }

    /**
     * The versions of the parts that numbers may depend on. FFmpeg and PyTorch are loaded for this.
     *
     * @return by name: mir, DJL, PyTorch, FFmpeg, Java
     */
    public static Map<String, String> versions() {
        return Versions.parts();
    }
}
