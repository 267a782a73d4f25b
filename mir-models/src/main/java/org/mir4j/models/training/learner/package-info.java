/** A network that learns: its steps, its gradients, and how its windows are changed. */
package org.mir4j.models.training.learner;
