// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * Models: what they are built of, where their weights come from, and what they say of a recording.
 *
 * <ul>
 *   <li>{@link org.mir4j.models.Models} names them, and tells what this library does to a program
 *   <li>{@link org.mir4j.models.tagging.Tagger} tags recordings, {@link org.mir4j.models.separation.Separator} separates
 *       songs into stems, {@link org.mir4j.models.explanation.Explainer} says why a tag is given
 *   <li>{@link org.mir4j.models.evaluation.Evaluator} scores them on datasets, and {@link
 *       org.mir4j.models.training.Trainer} trains new ones
 *   <li>{@link org.mir4j.models.card} says what a model is, {@link org.mir4j.models.store} keeps models on disk and fetches
 *       them
 *   <li>{@link org.mir4j.models.network} and {@link org.mir4j.models.masking} are the networks, and
 *       {@link org.mir4j.models.layer} the layers that both are made of
 *   <li>{@link org.mir4j.models.zoo} offers them to DJL and DJL Serving
 * </ul>
 */
package org.mir4j.models;
