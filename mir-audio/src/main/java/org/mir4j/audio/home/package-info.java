/** Where this toolkit keeps what outlives a run, and what does not. */
package org.mir4j.audio.home;
