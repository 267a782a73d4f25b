// SPDX-License-Identifier: GPL-3.0-or-later
/** Scoring of taggers, and of scores made elsewhere, on labelled datasets. */
package org.mir4j.models.evaluation.tagging;
