// SPDX-License-Identifier: GPL-3.0-or-later
/** What an evaluation comes to: the numbers that a paper prints, and all that they depend on. */
package org.mir4j.models.evaluation;
