/** The datasets that the toolkit knows by name. */
package org.mir4j.datasets;
