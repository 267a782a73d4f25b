/** Teachers: models whose scores stand in where the truth is not known. */
package org.mir4j.models.training.teacher;
