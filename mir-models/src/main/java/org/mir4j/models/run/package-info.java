// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * The directory that an evaluation or a training writes into: taken by one process at a time, and resumed only under the
 * settings that it was begun with, which is checked here for both.
 */
package org.mir4j.models.run;
