// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.checkpoint;

/**
 * The name of a class or function that a file refers to. Nothing of it is looked up, built or called.
 *
 * @param name as Python writes it, with its module: {@code demucs.htdemucs.HTDemucs}
 */
public record ClassName(String name) {

    @Override
    public String toString() {
        return name;
    }
}
