/** What a training learns from: tracks of a dataset, made ready. */
package org.mir4j.models.training.data;
