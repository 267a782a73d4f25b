// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * What a {@link org.mir4j.models.training.Trainer} needs to know of taggers: the recordings and their features, what
 * teachers say of them, batches of windows, the loss, and how a tagger is validated.
 */
package org.mir4j.models.training.tagging;
