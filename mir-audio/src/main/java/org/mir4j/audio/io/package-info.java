// SPDX-License-Identifier: GPL-3.0-or-later
/** Audio files, decoded, resampled and encoded by FFmpeg inside the process. */
package org.mir4j.audio.io;
