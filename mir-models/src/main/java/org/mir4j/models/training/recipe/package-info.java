// SPDX-License-Identifier: GPL-3.0-or-later
/** The files in which recipes are written. */
package org.mir4j.models.training.recipe;
