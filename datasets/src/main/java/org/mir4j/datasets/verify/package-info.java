// SPDX-License-Identifier: GPL-3.0-or-later
/** Holds a copy of a dataset against what it must have. */
package org.mir4j.datasets.verify;
