// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * Training: a {@link org.mir4j.models.training.Trainer} makes the loss of a
 * {@link org.mir4j.models.training.TrainingTask} small, and keeps in the directory of the run all that is needed to
 * resume. What is computed of recordings stays in a {@link org.mir4j.models.cache.ContentCache}.
 */
package org.mir4j.models.training;
