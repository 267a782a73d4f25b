// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.io;

/**
 * A stretch of a file that could not be decoded, and is silent instead.
 *
 * @param at where it begins, in seconds
 * @param seconds how long it is
 */
record Damage(double at, double seconds) {}
