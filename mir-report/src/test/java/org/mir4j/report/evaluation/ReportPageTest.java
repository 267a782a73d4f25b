// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.report.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mir4j.core.dataset.DatasetCard;
import org.mir4j.core.metric.RankingMetric;
import org.mir4j.models.evaluation.EvaluationResult;
import org.mir4j.models.evaluation.TaggingMetrics;
import org.w3c.dom.Element;

/** What holds for the pages of all tasks. */
class ReportPageTest {

    private static final TaggingMetrics MEASURED = Runs.tags(4, 60);

    private static ReadPage page(List<EvaluationResult.Failure> failures, List<String> notes) {
        return ReadPage.of(Runs.summary(MEASURED.summary(), 60 + failures.size(), failures, notes), MEASURED);
    }

    private static List<EvaluationResult.Failure> failures(int count) {
        return IntStream.range(0, count)
                .mapToObj(k -> new EvaluationResult.Failure("broken-" + k, "It cannot be decoded & has <no> sound."))
                .toList();
    }

    @Test
    void namesAreTextWhateverTheyHold() {
        List<String> names = List.of(
                "<script>alert(1)</script>",
                "a & b \"quoted\" 'twice' &amp;",
                "]]> --> </style></title>",
                "مرحبا بالعالم",
                "Ünïcödé 日本語 🎸",
                "x".repeat(200));
        TaggingMetrics measured = Runs.tags(names, 80);
        ReadPage page = ReadPage.of(
                Runs.summary(Runs.card(names.get(0)), measured.summary(), 80, List.of(), List.of(), names), measured);

        assertEquals(names, page.texts("//section[@id='tags']/details//th[@scope='row']"));
        assertEquals(names, page.texts("//section[@id='numbers']//li"));
        assertTrue(page.all("//script").isEmpty());
        assertTrue(page.texts("//title").contains("fcn-msd on <script>alert(1)</script>, test"));
    }

    @Test
    void charactersThatNoPageCanHoldAreReplaced() {
        TaggingMetrics measured = Runs.tags(List.of("bell\u0007", "half \uD83C pair", "null\u0000"), 80);

        ReadPage page = ReadPage.of(Runs.summary(measured.summary(), 80), measured);

        assertEquals(
                List.of("bell\uFFFD", "half \uFFFD pair", "null\uFFFD"),
                page.texts("//section[@id='tags']/details//th[@scope='row']"));
        assertTrue(StandardCharsets.UTF_8.newEncoder().canEncode(page.html()));
    }

    @Test
    void pageNeedsNothingButItself() {
        ReadPage page = page(List.of(), List.of());
        Set<String> elements = page.all("//*").stream().map(Element::getTagName).collect(Collectors.toSet());

        assertTrue(elements.stream().noneMatch(Set.of("script", "link", "img", "iframe", "object")::contains));
        assertTrue(page.all("//*[@src]").isEmpty());
        assertFalse(page.html().contains("url("));
        assertFalse(page.html().contains("@import"));
        assertEquals(
                List.of("https://example.org/songs?a=1&b=2"),
                page.all("//*[@href]").stream()
                        .map(element -> element.getAttribute("href"))
                        .filter(href -> !href.startsWith("#"))
                        .toList());
    }

    @Test
    void everyDrawingHasATitleAndEveryTableHeadings() {
        ReadPage page = page(List.of(), List.of());

        assertTrue(page.all("//svg[@role='img'][not(title)]").isEmpty());
        assertTrue(page.all("//svg[not(@role) and not(@aria-hidden)]").isEmpty());
        assertTrue(page.all("//tbody/tr[not(th[@scope])]").isEmpty());
        assertTrue(page.all("//table[not(thead/tr/th)]").isEmpty());
    }

    @Test
    void linksLeadToSections() {
        ReadPage page = page(failures(1), List.of());

        for (Element link : page.all("//nav/a")) {
            String id = link.getAttribute("href").substring(1);
            assertEquals(List.of(link.getTextContent()), page.texts("//section[@id='" + id + "']/h2"));
        }
        List<String> ids = page.all("//*[@id]").stream()
                .map(element -> element.getAttribute("id"))
                .toList();
        assertEquals(ids.size(), Set.copyOf(ids).size());
    }

    @Test
    void publishedNumbersStandInTheColumnsOfOurs() {
        ReadPage page = page(List.of(), List.of());
        List<String> heads = page.texts("//table[@class='published']/thead//th");
        List<List<String>> rows = page.rows("//table[@class='published']");

        assertEquals(List.of("System", "ROC-AUC, macro", "PR-AUC, macro"), heads.subList(0, 3));
        assertEquals(
                String.format(
                        "%.4f",
                        MEASURED.tagging().ranked(RankingMetric.ROC_AUC).macro().value()),
                rows.get(0).get(1));
        assertEquals(List.of("0.894\u2007", "–"), rows.get(1).subList(1, 3));
        assertEquals(List.of("0.9126", "0.459\u2007"), rows.get(2).subList(1, 3));
        assertTrue(rows.get(2).get(0).endsWith("table 2"));
    }

    @Test
    void publishedNumbersOfTheWholeSplitAreNotComparedWithThoseOfAPart() {
        String undefined = "1 of 4 labels hold on none of the tracks: they have no PR-AUC, and no part in the mean.";
        String warning = "//section[@id='published']//p[@class='warning']";

        assertTrue(page(List.of(), List.of(undefined)).texts(warning).isEmpty());
        assertEquals(1, page(failures(1), List.of()).texts(warning).size());
        assertEquals(
                1,
                ReadPage.of(
                                Runs.summary(
                                        Runs.card("Songs"),
                                        MEASURED.summary(),
                                        30,
                                        List.of(),
                                        List.of("Labels that were not scored: a, b."),
                                        List.of(undefined)),
                                MEASURED)
                        .texts(warning)
                        .size());
    }

    @Test
    void failuresAreNamedWithTheirCausesUpToFifty() {
        ReadPage page = page(failures(52), List.of());
        List<List<String>> rows = page.rows("//section[@id='failed']");

        assertEquals(50, rows.size());
        assertEquals(List.of("broken-0", "It cannot be decoded & has <no> sound."), rows.get(0));
        assertEquals(
                "And 2 more, all of them in summary.json.",
                page.texts("//section[@id='failed']/p[2]").get(0));
        assertTrue(page(List.of(), List.of()).all("//section[@id='failed']").isEmpty());
    }

    @Test
    void runAndDatasetAreDescribed() {
        ReadPage page = page(List.of(), List.of());
        List<List<String>> rows = page.rows("//section[@id='run']");

        assertTrue(rows.contains(List.of("truth", "0123456789abcdef")));
        assertTrue(rows.contains(List.of("PyTorch", "2.7.1")));
        assertTrue(rows.contains(List.of("took", "12 min 34 s")));
        assertTrue(rows.contains(List.of("speed", "0.08 tracks per second")));
        assertTrue(page.texts("//section[@id='dataset']//dd").contains("for research; CC BY-NC-SA 4.0"));
    }

    @Test
    void addressThatIsNoneOfTheWebIsNoLink() {
        var card = Runs.card("Songs");
        var odd = DatasetCard.of("songs", "Songs")
                .content(card.content())
                .citation(card.citation())
                .licence(card.licence())
                .homepage("javascript:alert(1)")
                .obtaining("Ask.")
                .layout("songs/")
                .split("test", "all")
                .build();

        ReadPage page =
                ReadPage.of(Runs.summary(odd, MEASURED.summary(), 60, List.of(), List.of(), List.of()), MEASURED);

        assertTrue(page.all("//a[starts-with(@href, 'javascript')]").isEmpty());
        assertTrue(page.all("//section[@id='published']").isEmpty());
    }
}
