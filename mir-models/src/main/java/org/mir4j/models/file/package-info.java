/** Files that are there whole or not at all. */
package org.mir4j.models.file;
