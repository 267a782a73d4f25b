// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.spark;

import java.util.List;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.mir4j.models.evaluation.RemoteTracks;
import org.mir4j.models.evaluation.TrackWorker;

/** Has tracks scored by executors, some at a time, so that what is done is kept when the job is stopped. */
final class ClusterTracks implements RemoteTracks {

    private static final int TASKS_PER_CORE = 8;

    private final JavaSparkContext spark;
    private final TrackPlan plan;
    private final SharedModel model;

    ClusterTracks(JavaSparkContext spark, TrackPlan plan, SharedModel model) {
        this.spark = spark;
        this.plan = plan;
        this.model = model;
    }

    @Override
    public void score(List<String> tracks, Consumer<String> lines) {
        int atOnce = TASKS_PER_CORE * Math.max(1, spark.defaultParallelism());
        for (int from = 0; from < tracks.size(); from += atOnce) {
            List<String> some = List.copyOf(tracks.subList(from, Math.min(tracks.size(), from + atOnce)));
            spark.parallelize(some, some.size())
                    .map(scoring(plan, model))
                    .collect()
                    .forEach(lines);
        }
    }

    /** What a task does, which has nothing of the driver's. */
    private static Function<String, String> scoring(TrackPlan plan, SharedModel model) {
        return track -> {
            Object worker = SharedModel.shared(plan + model.card().weightsSha256(), () -> plan.worker(model));
            return ((TrackWorker) worker).score(track);
        };
    }
}
