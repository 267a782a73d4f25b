// SPDX-License-Identifier: GPL-3.0-or-later
/** The directory of a run, of an evaluation or a training: taken by one at a time, resumed only under its settings. */
package org.mir4j.models.run;
