// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.spark;

import java.io.IOException;
import java.io.Serializable;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.mir4j.core.error.MirException;
import org.mir4j.core.error.Reason;
import org.mir4j.models.ModelOptions;
import org.mir4j.models.card.CardJson;
import org.mir4j.models.card.ModelCard;
import org.mir4j.models.separation.Separator;
import org.mir4j.models.store.InstalledModel;
import org.mir4j.models.store.ModelDirectory;
import org.mir4j.models.tagging.Tagger;

/**
 * A model on its way to executors, where it is loaded once each: all tasks of an executor share it. Its files travel by
 * broadcast, so that executors give them to each other and none fetches them by itself.
 */
final class SharedModel implements Serializable {

    private static final long serialVersionUID = 1L;

    /** What was sent or loaded in this process, by what tells it from others; the process's end releases it. */
    private static final Map<String, Once> SHARED = new ConcurrentHashMap<>();

    private static final AtomicInteger LOADS = new AtomicInteger();

    private final String card;
    private final String sha256;
    private final Broadcast<byte[]> weights;
    private final int threads;

    private SharedModel(String card, String sha256, Broadcast<byte[]> weights, int threads) {
        this.card = card;
        this.sha256 = sha256;
        this.weights = weights;
        this.threads = threads;
    }

    /**
     * Sends a model, once in an application.
     *
     * @param spark the application
     * @param model that lies on the driver's machine
     * @return what tasks are given
     * @throws MirException if its files cannot be read
     */
    static SharedModel of(JavaSparkContext spark, InstalledModel model) {
        String application = spark.sc().applicationId();
        String card = CardJson.write(model.card());
        return (SharedModel) shared(application + card, () -> sent(spark, model, card));
    }

    private static SharedModel sent(JavaSparkContext spark, InstalledModel model, String card) {
        try {
            byte[] bytes = Files.readAllBytes(model.weightsFile());
            int threads = spark.getConf().getInt("spark.task.cpus", 1);
            return new SharedModel(card, model.card().weightsSha256(), spark.broadcast(bytes), threads);
        } catch (IOException | OutOfMemoryError e) {
            String reason = e instanceof IOException io ? Reason.of(io) : "they are larger than 2 GB, or than the heap";
            throw new MirException(
                    "The weights " + model.weightsFile() + " cannot be sent to executors: " + reason
                            + ". The driver needs more memory than they have bytes (--driver-memory).",
                    e);
        }
    }

    /** The tagger of this executor. */
    Tagger tagger() {
        return (Tagger) loaded(Tagger::load);
    }

    /** The separator of this executor. */
    Separator separator() {
        return (Separator) loaded(Separator::load);
    }

    /** What was made once in this process, and is shared by all tasks; by a key that tells it from others. */
    static Object shared(String key, Supplier<Object> made) {
        return SHARED.computeIfAbsent(key, missing -> new Once()).get(made);
    }

    /** Something that is made once. Making it may need others; a failure is not kept. */
    private static final class Once {

        private Object made;

        synchronized Object get(Supplier<Object> making) {
            if (made == null) {
                made = making.get();
            }
            return made;
        }
    }

    /** How often a model was loaded in this process. */
    static int loads() {
        return LOADS.get();
    }

    private Object loaded(BiFunction<InstalledModel, ModelOptions, Object> load) {
        return shared(sha256 + card, () -> {
            ScratchDirectory.prepareExecutor();
            Path directory = ScratchDirectory.make("mir-model-");
            try {
                InstalledModel model = placed(directory);
                ModelOptions options = ModelOptions.standard().withThreads(threads);
                Object loaded = MergedNatives.started(() -> load.apply(model, options));
                LOADS.incrementAndGet();
                return loaded;
            } finally {
                ScratchDirectory.delete(directory);
            }
        });
    }

    private InstalledModel placed(Path directory) {
        try {
            Files.writeString(directory.resolve("model.json"), card);
            InstalledModel model = ModelDirectory.open(directory);
            Files.write(model.weightsFile(), weights.value());
            return model;
        } catch (IOException e) {
            throw new MirException("The model cannot be put into " + directory + ": " + Reason.of(e) + ".", e);
        }
    }

    /** What the model is. */
    ModelCard card() {
        return CardJson.read(new StringReader(card), "the model's card");
    }
}
