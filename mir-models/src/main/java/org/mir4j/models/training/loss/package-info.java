/** Losses: how far logits are from their targets. */
package org.mir4j.models.training.loss;
