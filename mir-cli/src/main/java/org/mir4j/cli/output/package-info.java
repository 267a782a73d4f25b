/** Where results go. */
package org.mir4j.cli.output;
