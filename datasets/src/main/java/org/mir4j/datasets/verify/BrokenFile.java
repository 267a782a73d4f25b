// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.datasets.verify;

import java.nio.file.Path;

/**
 * A file that is there, but not as it must be.
 *
 * @param path relative to the dataset's root
 * @param damage what is wrong
 */
public record BrokenFile(Path path, Damage damage) {}
