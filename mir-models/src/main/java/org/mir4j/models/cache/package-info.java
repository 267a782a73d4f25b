// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * What is computed of recordings once and kept: features, decoded stems, the scores of teachers. It is kept by what a
 * recording holds, so that no name and no date can bring up what is another's.
 */
package org.mir4j.models.cache;
