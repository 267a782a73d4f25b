// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * Datasets: one class each, which says where it comes from, its licence, its splits and its layout on disk; and one's own
 * recordings, by a manifest or by folders. {@link org.mir4j.datasets.Datasets} has all of them,
 * {@link org.mir4j.datasets.DatasetVerifier} tells whether a copy is whole.
 */
package org.mir4j.datasets;
