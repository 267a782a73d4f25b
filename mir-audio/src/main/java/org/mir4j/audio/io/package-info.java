/** Audio files, decoded, resampled and encoded by FFmpeg inside the process. */
package org.mir4j.audio.io;
