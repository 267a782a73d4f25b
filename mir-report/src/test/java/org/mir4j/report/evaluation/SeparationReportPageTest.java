// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.report.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.mir4j.models.evaluation.SeparationMetrics;
import org.mir4j.models.evaluation.SeparationMetrics.Track;
import org.mir4j.models.evaluation.SummaryMetric;

class SeparationReportPageTest {

    private static final int TRACKS = 50;
    private static final SeparationMetrics STEMS = Runs.stems(TRACKS);
    private static final ReadPage PAGE = ReadPage.of(Runs.summary(STEMS.summary(), TRACKS), STEMS);

    private static final Map<String, SummaryMetric> HEADLINES =
            STEMS.summary().stream().collect(Collectors.toMap(SummaryMetric::name, Function.identity()));

    private static String decibels(double value) {
        return Double.isNaN(value) ? "undefined" : String.format(Locale.ROOT, "%.2f", value);
    }

    private static String summaryMetric(String target, String metric) {
        return decibels(HEADLINES.get(target + "." + metric).interval().value());
    }

    @Test
    void distortionOfEveryTargetIsLargeOnTop() {
        assertEquals(
                STEMS.targets().stream()
                        .map(target -> summaryMetric(target, "sdr") + " dB")
                        .toList(),
                PAGE.texts("//header//p[@class='value']"));
    }

    @Test
    void headlinesStandByTargetAndMetricWithTheirIntervals() {
        List<List<String>> expected = new ArrayList<>();
        for (String target : STEMS.targets()) {
            List<String> row = new ArrayList<>(List.of(target));
            for (String metric : STEMS.metrics()) {
                var estimate = HEADLINES.get(target + "." + metric).interval();
                row.add(decibels(estimate.value()) + decibels(estimate.low()) + " to " + decibels(estimate.high()));
            }
            expected.add(row);
        }

        assertEquals(expected, PAGE.rows("//table[@class='pivot']"));
    }

    @Test
    void mediansOfTheBoxesAreTheHeadlines() {
        List<String> expected = new ArrayList<>();
        for (String metric : STEMS.metrics()) {
            STEMS.targets().forEach(target -> expected.add(summaryMetric(target, metric)));
        }

        assertEquals(expected, PAGE.texts("//table[@class='chart stems']//td[@class='median']"));
        assertEquals(20, PAGE.all("//rect[@class='box']").size());
    }

    @Test
    void tracksThatAreUndefinedAreLeftOutOfTheBoxes() {
        List<String> vocals = PAGE.rows("//table[@class='chart stems'][1]").get(0);

        assertEquals("vocals", vocals.get(0));
        assertEquals("47", vocals.get(3));
    }

    @Test
    void everyTrackHasItsValuesAndWhatIsUndefinedIsSaidInWords() {
        List<List<String>> expected = new ArrayList<>();
        for (Track track : STEMS.tracks()) {
            List<String> row = new ArrayList<>(List.of(track.id()));
            track.targets().values().forEach(values -> values.values().forEach(value -> row.add(decibels(value))));
            expected.add(row);
        }

        assertEquals(expected, PAGE.rows("//table[@class='grouped']"));
        assertTrue(expected.get(11).contains("undefined"));
        assertFalse(PAGE.html().contains("NaN"));
    }

    @Test
    void worstTracksOfATargetComeInTheirOrder() {
        List<List<String>> expected = STEMS.tracks().stream()
                .filter(track -> !Double.isNaN(track.value("vocals", "sdr")))
                .sorted(Comparator.comparingDouble(track -> track.value("vocals", "sdr")))
                .limit(10)
                .map(track -> List.of(track.id(), decibels(track.value("vocals", "sdr"))))
                .toList();

        assertEquals(expected, PAGE.rows("//section[@id='worst']/div/div[1]"));
    }

    @Test
    void oneTrackHasAPage() {
        SeparationMetrics one = Runs.stems(1);

        ReadPage page = ReadPage.of(Runs.summary(one.summary(), 1), one);

        assertTrue(page.texts("//header//p[@class='what']").get(0).endsWith("1 track scored"));
    }
}
