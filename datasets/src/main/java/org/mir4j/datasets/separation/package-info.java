// SPDX-License-Identifier: GPL-3.0-or-later
/** Songs with their stems. One class a dataset. */
package org.mir4j.datasets.separation;
