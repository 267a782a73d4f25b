/** The files in which recipes are written. */
package org.mir4j.models.training.recipe;
