// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.spark;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.mir4j.audio.window.Windowing;
import org.mir4j.core.dataset.Dataset;
import org.mir4j.core.dataset.SeparationDataset;
import org.mir4j.core.dataset.StemSplit;
import org.mir4j.core.dataset.TaggedSplit;
import org.mir4j.core.dataset.TaggingDataset;
import org.mir4j.datasets.Datasets;
import org.mir4j.models.evaluation.EvaluationOptions;
import org.mir4j.models.evaluation.EvaluationSplit;
import org.mir4j.models.evaluation.TrackWorker;

/**
 * Which tracks are evaluated, as the driver and executors know it alike: the dataset lies at the same place of all machines.
 *
 * @param dataset its name, or the path of a manifest
 * @param root where it lies
 * @param split a name; null for the dataset's own default
 * @param limit how many tracks at most, evenly spread; 0 for all
 * @param skipMissing whether tracks that are not there are left out
 * @param windows how many windows of a recording, evenly spread; 0 for one after the other
 */
record TrackPlan(String dataset, String root, String split, int limit, boolean skipMissing, int windows)
        implements Serializable {

    Dataset resolved() {
        return Datasets.of(dataset);
    }

    String splitName() {
        Dataset chosen = resolved();
        return split == null ? chosen.card().defaultSplit() : chosen.card().requireSplit(split);
    }

    EvaluationSplit<TaggedSplit> tagged() {
        return EvaluationSplit.load((TaggingDataset) resolved(), Path.of(root), splitName(), selection());
    }

    EvaluationSplit<StemSplit> songs() {
        return EvaluationSplit.load((SeparationDataset) resolved(), Path.of(root), splitName(), selection());
    }

    private EvaluationSplit.Selection selection() {
        return new EvaluationSplit.Selection(limit == 0 ? OptionalInt.empty() : OptionalInt.of(limit), skipMissing);
    }

    EvaluationOptions options() {
        EvaluationOptions options = EvaluationOptions.standard();
        return windows == 0 ? options : options.withWindowing(new Windowing.Spread(windows));
    }

    /** What scores tracks in an executor. */
    TrackWorker worker(SharedModel model) {
        return resolved() instanceof TaggingDataset
                ? TrackWorker.of(model.tagger(), tagged(), options())
                : TrackWorker.of(model.separator(), songs(), ScratchDirectory.make("mir-songs-"));
    }
}
