// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * How well tags are scored: one file a metric, its conventions on top.
 *
 * <p>For tags that hold together, a {@link org.mir4j.core.metric.tagging.ScoreTable} goes into
 * {@link org.mir4j.core.metric.tagging.TaggingReport#evaluate}; for one class a track, a
 * {@link org.mir4j.core.metric.tagging.ClassScores} goes into
 * {@link org.mir4j.core.metric.tagging.ClassificationReport#evaluate}.
 *
 * <p>Throughout, <em>macro</em> is the mean over the tags for which a metric is defined, <em>micro</em> takes all known
 * cells as if they were of one tag, and what is undefined is NaN. Numbers are those of scikit-learn, except where it
 * puts 0 for what is undefined.
 */
package org.mir4j.core.metric.tagging;
