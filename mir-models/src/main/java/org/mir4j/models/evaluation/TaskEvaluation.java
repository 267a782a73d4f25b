// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.evaluation;

import java.util.List;
import java.util.Map;
import org.mir4j.core.metric.Bootstrap;
import org.mir4j.models.run.RunDirectory;

/** What is particular to the evaluation of a task: how its tracks are scored, and what the scores amount to. */
interface TaskEvaluation {

    /** What is evaluated, in words. */
    String system();

    /** How many tracks are to be scored. */
    int tracks();

    /** What the results depend on, beside the dataset, the split and the number of tracks. */
    Map<String, String> settings();

    /** What of the split is not scored, in sentences. */
    List<String> omissions();

    /**
     * Scores every track that this run has not scored yet.
     *
     * @param directory of the run, open
     * @param options how
     * @return how many tracks that were
     */
    int score(RunDirectory directory, EvaluationOptions options);

    /** The tracks that could not be scored, in the split's order. */
    List<EvaluationResult.Failure> failures();

    /** What a reader of the scores should know of the tracks, in sentences. */
    List<String> warnings();

    /** What the scores amount to; at least one track was scored. */
    TaskMetrics measure(Bootstrap bootstrap);
}
