// SPDX-License-Identifier: GPL-3.0-or-later
/** Datasets of a user's own: a manifest that lists recordings with their labels, or a folder for every label. */
package org.mir4j.datasets.own;
