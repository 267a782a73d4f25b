// SPDX-License-Identifier: GPL-3.0-or-later
/** What a dataset is: where it comes from, its splits, and its tracks with their truth. Checksums of its files too. */
package org.mir4j.core.dataset;
