// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.datasets.verify;

/**
 * A split of which nothing is there.
 *
 * @param split its name
 * @param reason none of its recordings is there, or its tracks cannot be listed
 */
public record MissingSplit(String split, String reason) {}
