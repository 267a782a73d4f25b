/** Songs with their stems. One class a dataset. */
package org.mir4j.datasets.separation;
