// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.report.evaluation;

import static j2html.TagCreator.a;
import static j2html.TagCreator.body;
import static j2html.TagCreator.each;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.head;
import static j2html.TagCreator.header;
import static j2html.TagCreator.html;
import static j2html.TagCreator.main;
import static j2html.TagCreator.meta;
import static j2html.TagCreator.nav;
import static j2html.TagCreator.rawHtml;
import static j2html.TagCreator.section;
import static j2html.TagCreator.style;

import j2html.Config;
import j2html.TagCreator;
import j2html.rendering.FlatHtml;
import j2html.tags.DomContent;
import j2html.tags.specialized.HeadTag;
import j2html.utils.EscapeUtil;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A page of one file: it needs no script, no font and nothing from the network, and is well-formed XML too.
 *
 * @param title the browser's name for it
 * @param top what stands above the sections
 * @param sections from top to bottom
 */
record Page(String title, DomContent top, List<Section> sections) {

    private static final String STYLE = "report.css";

    private static final Config CONFIG =
            Config.defaults().withEmptyTagsClosed(true).withTextEscaper(text -> EscapeUtil.escape(readable(text)));

    /** Keeps its own list. */
    Page {
        sections = List.copyOf(sections);
    }

    /**
     * Writes the page.
     *
     * @param out takes UTF-8 text
     * @throws IOException if that fails
     */
    void write(Appendable out) throws IOException {
        out.append("<!DOCTYPE html>\n");
        html(heading(), body(header(top, links()), main(each(sections, Page::drawn))))
                .withLang("en")
                .render(FlatHtml.into(out, CONFIG));
        out.append('\n');
    }

    private HeadTag heading() throws IOException {
        return head(
                meta().withCharset("utf-8"),
                meta().withName("viewport").withContent("width=device-width, initial-scale=1"),
                meta().withName("color-scheme").withContent("light dark"),
                TagCreator.title(title),
                style(rawHtml(stylesheet())));
    }

    private static String stylesheet() throws IOException {
        try (InputStream in = Page.class.getResourceAsStream(STYLE)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private DomContent links() {
        return nav(each(sections, section -> a(section.title()).withHref("#" + section.id())))
                .attr("aria-label", "Sections");
    }

    private static DomContent drawn(Section section) {
        String heading = section.id() + "-heading";
        return section(h2(section.title()).withId(heading), each(section.content(), content -> content))
                .withId(section.id())
                .attr("aria-labelledby", heading);
    }

    /** The text with a replacement for characters that no XML, or no UTF-8, can hold; file names may have them. */
    private static String readable(String text) {
        StringBuilder readable = new StringBuilder(text.length());
        text.codePoints().forEach(point -> readable.appendCodePoint(isText(point) ? point : 0xFFFD));
        return readable.toString();
    }

    private static boolean isText(int point) {
        if (point < ' ') {
            return point == '\t' || point == '\n' || point == '\r';
        }
        return Character.getType(point) != Character.SURROGATE && point != 0xFFFE && point != 0xFFFF;
    }
}
