// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.input;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** How a person called the inputs that are read from a copy: what is shown of them is that, and not where the copy lies. */
public final class InputNames {

    private final Map<Path, String> names = new HashMap<>();

    void add(Path copy, String name) {
        names.put(copy, name);
    }

    /**
     * The name of an input.
     *
     * @param file that is read
     * @return what was typed for it
     */
    public Path of(Path file) {
        return names.containsKey(file) ? Path.of(names.get(file)) : file;
    }

    /**
     * A text about inputs.
     *
     * @param text that may speak of copies
     * @return the text with what was typed in their place
     */
    public String in(String text) {
        String said = text;
        for (Map.Entry<Path, String> name : names.entrySet()) {
            said = said.replace(name.getKey().toString(), name.getValue());
        }
        return said;
    }
}
