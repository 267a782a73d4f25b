// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * From samples to spectrograms and what is made of them, on NDArrays.
 *
 * <p>Shapes: {@code B} batch, {@code N} samples, {@code F} frequency bins or bands, {@code T} frames. Every number that
 * shapes a result is in a settings record: nothing is a constant of the code that a model could contradict.
 */
package org.mir4j.audio.spectral;
