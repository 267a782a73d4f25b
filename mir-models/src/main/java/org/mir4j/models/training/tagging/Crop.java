// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training.tagging;

/**
 * A window of a recording.
 *
 * @param example the recording
 * @param from its first frame
 */
record Crop(Example example, int from) {}
