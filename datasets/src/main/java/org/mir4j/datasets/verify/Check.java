// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.datasets.verify;

/** How it is found out whether a file is whole. */
public enum Check {
    /** Its bytes add up to the checksum that is known. */
    CHECKSUM,
    /** No checksum is known, and all of its recordings can be decoded to their end. */
    DECODING,
    /** No checksum is known and it holds no recordings: it is not empty and can be read to its end. */
    READING
}
