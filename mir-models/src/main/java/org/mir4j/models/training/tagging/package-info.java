// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * Trainings of taggers: the recordings and their features, what teachers say of them, batches of windows, the loss, and
 * how a tagger is validated.
 */
package org.mir4j.models.training.tagging;
