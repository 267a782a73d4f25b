// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.evaluation.run;

/**
 * A track that could not be scored.
 *
 * @param track its name
 * @param cause a sentence
 */
public record TrackFailure(String track, String cause) {}
