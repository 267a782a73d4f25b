// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.report.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mir4j.core.metric.ConfusionMatrix;
import org.mir4j.core.metric.RankingMetric;
import org.mir4j.core.metric.TaggingReport.TagReport;
import org.mir4j.models.evaluation.SummaryMetric;
import org.mir4j.models.evaluation.TaggingMetrics;
import org.mir4j.models.evaluation.TaggingMetrics.TrackRanking;
import org.w3c.dom.Element;

class TaggingReportPageTest {

    private static final int TRACKS = 300;
    private static final TaggingMetrics TAGS = Runs.tags(20, TRACKS);
    private static final ReadPage PAGE = page(TAGS, TRACKS);

    private static ReadPage page(TaggingMetrics measured, int tracks) {
        return ReadPage.of(Runs.summary(measured.summary(), tracks, List.of(), measured.notes()), measured);
    }

    private static String share(double value) {
        return Double.isNaN(value) ? "undefined" : String.format(Locale.ROOT, "%.4f", value);
    }

    @Test
    void headlinesAreThoseOfTheFindingsLargeAndInATable() {
        List<SummaryMetric> headlines = TAGS.summary();

        assertEquals(
                headlines.stream()
                        .limit(4)
                        .map(each -> share(each.interval().value()))
                        .toList(),
                PAGE.texts("//header//p[@class='value']"));
        assertEquals(
                headlines.stream()
                        .map(each -> List.of(
                                each.title(),
                                share(each.interval().value()),
                                share(each.interval().low()) + " to "
                                        + share(each.interval().high())))
                        .toList(),
                PAGE.rows("//section[@id='numbers']"));
        assertEquals(TAGS.notes(), PAGE.texts("//section[@id='numbers']//li"));
    }

    @Test
    void everyTagHasItsNumbersInTheOrderOfTheDataset() {
        List<List<String>> expected = TAGS.tagging().tags().stream()
                .map(tag -> List.of(
                        tag.tag(),
                        Integer.toString(tag.positives()),
                        Integer.toString(tag.known()),
                        share(tag.rocAuc()),
                        share(tag.averagePrecision()),
                        share(tag.bestThreshold()),
                        share(tag.atBest().precision()),
                        share(tag.atBest().recall()),
                        share(tag.atBest().f1()),
                        share(tag.atHalf().precision()),
                        share(tag.atHalf().recall()),
                        share(tag.atHalf().f1())))
                .toList();

        assertEquals(expected, PAGE.rows("//section[@id='tags']/details"));
    }

    @Test
    void barsAreAsLongAsTheirNumbersAndTheBestComesFirst() {
        List<TagReport> sorted = TAGS.tagging().tags().stream()
                .filter(tag -> !Double.isNaN(tag.averagePrecision()))
                .sorted(Comparator.comparingDouble(TagReport::averagePrecision).reversed())
                .toList();
        List<Element> precision = PAGE.all("//rect[@class='pr']");
        List<Element> roc = PAGE.all("//rect[@class='roc']");
        List<Element> marks = PAGE.all("//line[@class='prevalence']");

        for (int i = 0; i < sorted.size(); i++) {
            TagReport tag = sorted.get(i);
            assertEquals(100 * tag.averagePrecision(), percent(precision.get(i), "width"), 0.06);
            assertEquals(100 * tag.rocAuc(), percent(roc.get(i), "width"), 0.06);
            assertEquals(100.0 * tag.positives() / tag.known(), percent(marks.get(i), "x1"), 0.06);
        }
        assertEquals(sorted.size(), precision.size());
    }

    private static double percent(Element element, String attribute) {
        String value = element.getAttribute(attribute);
        assertTrue(value.endsWith("%"), value);
        return Double.parseDouble(value.substring(0, value.length() - 1));
    }

    @Test
    void whatIsUndefinedIsSaidInWordsEverywhere() {
        ReadPage page = page(Runs.tags(5, 1), 1);

        assertTrue(page.texts("//p[@class='value none']").contains("undefined"));
        assertFalse(page.html().contains("NaN"));
        assertFalse(PAGE.html().contains("NaN"));
        assertTrue(PAGE.texts("//table[@class='chart tags']//td").contains("undefined"));
    }

    @Test
    void ofManyTagsTheBestAndTheWorstAreDrawnAndAllListed() {
        ReadPage page = page(Runs.tags(100, 50), 50);

        assertEquals(
                60, page.all("//table[@class='chart tags']//th[@scope='row']").size());
        assertEquals(100, page.rows("//section[@id='tags']/details").size());
        assertEquals(
                List.of("The best 30", "The worst 30; 40 tags more in the table below"),
                page.texts("//table[@class='chart tags']//th[@scope='rowgroup']"));
    }

    @Test
    void curvesAreOfAllTagsTogetherAndOfThoseAtBothEnds() {
        List<TagReport> falling = TAGS.tagging().tags().stream()
                .filter(tag -> !Double.isNaN(tag.rocAuc()))
                .sorted(Comparator.comparingDouble(TagReport::rocAuc).reversed())
                .toList();
        int last = falling.size() - 1;

        assertEquals(
                IntStream.of(0, 1, 2, last - 2, last - 1, last)
                        .mapToObj(falling::get)
                        .map(TagReport::tag)
                        .toList(),
                PAGE.texts("//figure[1]//span[@class='name']").subList(1, 7));
        assertEquals(
                share(TAGS.tagging().ranked(RankingMetric.ROC_AUC).micro().value()),
                PAGE.texts("//figure[1]//span[@class='figure']").get(0));
        assertEquals(
                14,
                PAGE.all("//svg[@class='curves']/path[starts-with(@class, 'curve')]")
                        .size());
    }

    @Test
    void confusionsAreCounted() {
        TaggingMetrics measured = Runs.classes(List.of("blues", "classical", "country", "disco", "jazz"), 200);
        ConfusionMatrix matrix = measured.classification().orElseThrow().confusion();
        List<List<String>> rows = page(measured, 200).rows("//table[contains(@class, 'confusion')]");

        for (int truth = 0; truth < 5; truth++) {
            List<String> expected = IntStream.of(matrix.counts()[truth])
                    .mapToObj(Integer::toString)
                    .toList();
            assertEquals(matrix.classes().get(truth), rows.get(truth).get(0));
            assertEquals(expected, rows.get(truth).subList(1, 6));
            assertEquals(Long.toString(matrix.tracks(truth)), rows.get(truth).get(6));
        }
    }

    @Test
    void noTrackThatIsPerfectIsAmongTheWorst() {
        TaggingMetrics few = Runs.tags(8, 30);
        List<TrackRanking> worst = few.worst(20);
        long perfect =
                worst.stream().filter(track -> track.averagePrecision() == 1).count();
        assertTrue(perfect > 0 && perfect < worst.size(), perfect + " of " + worst.size() + " are perfect");
        assertEquals(
                worst.size() - perfect,
                page(few, 30).rows("//table[@class='worst']").size());
    }

    @Test
    void worstTracksSayWhatHoldsAndWhatTheModelSaid() {
        TrackRanking worst = TAGS.worst(1).get(0);
        List<String> row = PAGE.rows("//table[@class='worst']").get(0);

        assertEquals(
                List.of(
                        worst.track(),
                        share(worst.averagePrecision()),
                        String.join("", worst.present()),
                        String.join("", worst.highest())),
                row);
        assertEquals(20, PAGE.rows("//table[@class='worst']").size());
    }

    @Test
    void staysSmallForManyTracks() {
        TaggingMetrics measured = Runs.manyTracks(50, 25_000);

        assertTrue(page(measured, 25_000).html().length() < 200_000);
    }
}
