// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * Scores taggers and separators over a whole dataset, by the protocol of those who publish on it.
 *
 * <p>{@link org.mir4j.models.evaluation.Evaluator} brings a system, a split and a directory together:
 *
 * <ul>
 *   <li>a {@link org.mir4j.models.evaluation.TaggingSystem} is a tagger, or scores that were made elsewhere; a
 *       {@link org.mir4j.models.evaluation.SeparationSystem} a separator, estimates in folders, ideal masks, or the mixture
 *   <li>an {@link org.mir4j.models.evaluation.EvaluationSplit} holds the tracks and what is true of them
 *   <li>the directory holds {@code run.json}, all that the results depend on; {@code results.jsonl}, one line per track,
 *       from which a run that was interrupted is resumed; and {@code summary.json}
 * </ul>
 *
 * <p>What comes of it is an {@link org.mir4j.models.evaluation.EvaluationResult}.
 */
package org.mir4j.models.evaluation;
