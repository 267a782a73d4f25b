/** Recipes: all that says how a model is trained, and the file it stands in. */
package org.mir4j.models.training.recipe;
