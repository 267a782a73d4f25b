/** Features of recordings, computed once and kept in files that are mapped into memory. */
package org.mir4j.models.training.feature;
