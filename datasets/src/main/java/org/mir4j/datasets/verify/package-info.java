/** Holds a copy of a dataset against what it must have. */
package org.mir4j.datasets.verify;
