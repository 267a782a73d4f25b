// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training.tagging;

import org.mir4j.models.cache.Features;

/**
 * One recording to learn from or to validate on.
 *
 * @param id its name in the dataset
 * @param content what tells its recording from all others
 * @param features of all of it
 * @param truth for each label 1 if it holds, 0 if it does not, and NaN if nobody knows
 * @param predictions what teachers scored in it; null without teachers
 */
record Example(String id, String content, Features features, float[] truth, TeacherPredictions predictions) {}
