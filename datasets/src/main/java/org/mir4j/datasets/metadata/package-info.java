// SPDX-License-Identifier: GPL-3.0-or-later
/** Reading of the files that describe a dataset; what is wrong in one is said with its name and the line. */
package org.mir4j.datasets.metadata;
