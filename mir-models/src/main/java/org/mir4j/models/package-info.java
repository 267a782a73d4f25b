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
 *   <li>{@link org.mir4j.models.network} are the networks that tag, {@link org.mir4j.models.masking} those that separate,
 *       {@link org.mir4j.models.layer} the layers that they are made of, {@link org.mir4j.models.checkpoint} their weights,
 *       and {@link org.mir4j.models.settings} how settings of all are written down
 *   <li>{@link org.mir4j.models.engine} is PyTorch, {@link org.mir4j.models.run} the directory that an evaluation or a
 *       training writes into and is resumed from, {@link org.mir4j.models.cache} what is computed of recordings once and
 *       kept, {@link org.mir4j.models.file} how a file appears whole
 *   <li>{@link org.mir4j.models.zoo} offers them to DJL and DJL Serving
 * </ul>
 */
package org.mir4j.models;
