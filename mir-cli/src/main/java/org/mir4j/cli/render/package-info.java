/** Results as tables, for the terminal. */
package org.mir4j.cli.render;
