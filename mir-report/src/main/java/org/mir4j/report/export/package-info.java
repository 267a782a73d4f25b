/** Results for other programs: tags, features and scores as CSV, JSON and NumPy arrays. */
package org.mir4j.report.export;
