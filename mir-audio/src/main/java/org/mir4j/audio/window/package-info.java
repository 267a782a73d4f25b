/** The windows of a recording that a model looks at, cut while the file is read. */
package org.mir4j.audio.window;
