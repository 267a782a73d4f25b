// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.separation;

import java.nio.file.Path;

/**
 * A song and where its stems go.
 *
 * @param file of the song
 * @param folder of its stems, which need not be there yet
 */
public record Song(Path file, Path folder) {}
