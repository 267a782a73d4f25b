/** Files that appear whole or not at all. */
package org.mir4j.cli.output;
