/** Optimisers: how gradients change weights. Their state can be written down and gone on with. */
package org.mir4j.models.training.optimiser;
