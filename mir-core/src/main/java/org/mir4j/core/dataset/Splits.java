// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.core.dataset;

import java.util.Set;

/** What all splits ask of their names. */
final class Splits {

    private Splits() {}

    static void requireNew(Set<String> seen, String name, String what) {
        if (!seen.add(name)) {
            throw new IllegalArgumentException("the " + what + " '" + name + "' comes twice");
        }
    }
}
