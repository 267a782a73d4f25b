// SPDX-License-Identifier: GPL-3.0-or-later
/** Scoring of separated stems: of ideal masks, of the mixture itself, and of estimates on disk. */
package org.mir4j.models.evaluation.separation;
