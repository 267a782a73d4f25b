/** Trainings of separators: stems, the mixtures that are made of them, and how well they are taken apart again. */
package org.mir4j.models.training.separation;
