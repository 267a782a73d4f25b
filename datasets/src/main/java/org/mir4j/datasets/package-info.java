/**
 * One class a dataset: where it comes from, its licence, its splits, its layout on disk and its checksums.
 *
 * <p>The datasets arrive with the evaluation of models; this module fixes their place and their only dependency, the
 * values of {@code org.mir4j.core}.
 */
package org.mir4j.datasets;
