// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * Model cards: all that is needed to build a model's pipeline, and to know where the model comes from, what it may be
 * used for and how good it is.
 */
package org.mir4j.models.card;
