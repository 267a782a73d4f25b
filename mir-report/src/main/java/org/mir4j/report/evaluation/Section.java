// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.report.evaluation;

import j2html.tags.DomContent;
import java.util.List;

/**
 * A part of a page, with a heading of its own.
 *
 * @param id what links point to: letters only
 * @param title its heading
 * @param content from top to bottom
 */
record Section(String id, String title, List<DomContent> content) {

    /** Keeps its own list. */
    Section {
        content = List.copyOf(content);
    }
}
