package org.mir4j.cli.report.html.page;

import j2html.tags.DomContent;
import java.util.List;

/**
 * A part of a page, with a heading of its own.
 *
 * @param id what links point to: letters only
 * @param title its heading
 * @param content from top to bottom
 */
public record Section(String id, String title, List<DomContent> content) {

    /** Keeps its own list. */
    public Section {
        content = List.copyOf(content);
    }
}
