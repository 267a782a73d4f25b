/** Audio files, decoded and resampled by FFmpeg inside the process. */
package org.mir4j.audio.io;
