// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * What a {@link org.mir4j.models.training.Trainer} needs to know of separators: the songs and their stems, new mixtures of
 * them, the loss, and how a separator is validated.
 */
package org.mir4j.models.training.separation;
