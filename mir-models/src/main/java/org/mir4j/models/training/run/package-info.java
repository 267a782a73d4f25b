/** Trainings: the loop, its checkpoints and what it measures. */
package org.mir4j.models.training.run;
