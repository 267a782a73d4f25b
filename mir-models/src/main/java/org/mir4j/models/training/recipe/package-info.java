// SPDX-License-Identifier: GPL-3.0-or-later
/** The files in which recipes are written, of which a {@link org.mir4j.models.training.Trainer} makes models. */
package org.mir4j.models.training.recipe;
