/** The command {@code mir}: what a person types and sees. No signal processing and no model code. */
package org.mir4j.cli;
