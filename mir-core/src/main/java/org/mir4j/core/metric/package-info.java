// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * How well models do, in numbers, each on plain values and against a published reference.
 *
 * <h2>Tags</h2>
 *
 * <p>For tags that hold together, a {@link org.mir4j.core.metric.ScoreTable} goes into
 * {@link org.mir4j.core.metric.TaggingReport#evaluate}; for one class per track, a
 * {@link org.mir4j.core.metric.ClassScores} goes into {@link org.mir4j.core.metric.ClassificationReport#evaluate}. One
 * {@link org.mir4j.core.metric.Ranking} of the scores serves every metric and curve.
 *
 * <p>Throughout, <em>macro</em> is the mean over the tags for which a metric is defined, <em>micro</em> takes all known
 * cells as if they were of one tag, and what is undefined is NaN. Numbers are those of scikit-learn, except where it
 * puts 0 for what is undefined.
 *
 * <h2>Separated sources</h2>
 *
 * <p>{@link org.mir4j.core.metric.BssEvalV4} is what MUSDB18 is scored by, {@link org.mir4j.core.metric.BssEvalV3} and
 * {@link org.mir4j.core.metric.ClipScores} what MIR-1K is scored by, {@link org.mir4j.core.metric.SiSdr} what many
 * models are trained by.
 *
 * <p>Conventions. A signal is {@code float[channel][sample]} at any rate and scale. References and estimates come in the
 * same order, and all have the same number of channels and of samples; estimates that are longer or shorter are cut or
 * padded with zeros before. Scores are in dB, higher is better. NaN is the score of what cannot be scored: here silence
 * does not throw, as in museval and mir_eval, but gives NaN. Positive infinity is the score where the disturbance is
 * exactly nil. Beyond some 150 dB, scores are rounding errors. Signals that cannot be compared (different shapes, none
 * at all, samples that are not finite) throw an {@link java.lang.IllegalArgumentException} that says which.
 *
 * <p>All methods are thread-safe, work on the thread of the caller alone, and give the same bits every time.
 */
package org.mir4j.core.metric;
