// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * How well sources are separated from a mixture.
 *
 * <p>{@link org.mir4j.core.metric.separation.BssEvalV4} is what MUSDB18 is scored by,
 * {@link org.mir4j.core.metric.separation.BssEvalV3} and {@link org.mir4j.core.metric.separation.GlobalScores} what
 * MIR-1K is scored by, {@link org.mir4j.core.metric.separation.SiSdr} what many models are trained by.
 *
 * <p>Conventions. A signal is {@code float[channel][sample]} at any rate and scale. References and estimates come in the
 * same order, and all have the same number of channels and of samples; estimates that are longer or shorter are cut or
 * padded with zeros before. Scores are in dB, higher is better. NaN is the score of what cannot be scored: here silence
 * does not throw, as in museval and mir_eval, but gives NaN. Positive infinity is the score where the disturbance is
 * exactly nil. Beyond some 150 dB, scores are rounding errors. Signals that cannot be compared (different shapes, none
 * at all, samples that are no finite numbers) throw an {@link java.lang.IllegalArgumentException} that says which.
 *
 * <p>All methods are thread-safe, work on the thread of the caller alone, and give the same bits every time.
 */
package org.mir4j.core.metric.separation;
