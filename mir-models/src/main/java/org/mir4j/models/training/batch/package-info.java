/** Batches: which windows of which recordings are learned from together. */
package org.mir4j.models.training.batch;
