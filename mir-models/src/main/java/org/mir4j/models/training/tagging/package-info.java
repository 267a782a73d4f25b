/** Trainings of taggers: what they learn from, how they are validated, and the models that come out. */
package org.mir4j.models.training.tagging;
