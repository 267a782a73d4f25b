// SPDX-License-Identifier: GPL-3.0-or-later
/** Runs over many tracks, on several threads, that can be stopped at any time and gone on with. */
package org.mir4j.models.evaluation.run;
