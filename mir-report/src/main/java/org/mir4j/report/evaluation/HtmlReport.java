// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.report.evaluation;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mir4j.models.evaluation.EvaluationResult;
import org.mir4j.models.evaluation.SeparationMetrics;
import org.mir4j.models.evaluation.SummaryMetric;
import org.mir4j.models.evaluation.TaggingMetrics;

/**
 * {@code report.html}: all that an evaluation has found, on one page, to be read on a screen of any size or on paper. The
 * page is one file without scripts; its charts are SVG.
 */
final class HtmlReport {

    private static final int MOST_LARGE = 4;

    private HtmlReport() {}

    /**
     * Writes the page.
     *
     * @param result what was found
     * @param out takes UTF-8 text
     * @throws IOException if that fails
     */
    static void write(EvaluationResult result, Appendable out) throws IOException {
        if (result.details() instanceof TaggingMetrics tagging) {
            write(result, tagging, out);
        } else {
            write(result, (SeparationMetrics) result.details(), out);
        }
    }

    private static void write(EvaluationResult result, TaggingMetrics measured, Appendable out) throws IOException {
        List<Section> sections = new ArrayList<>();
        sections.add(SummarySection.of(result));
        PublishedSection.of(result).ifPresent(sections::add);
        sections.add(TagSection.of(measured.tagging()));
        CurveSection.of(measured).ifPresent(sections::add);
        measured.classification().map(ConfusionSection::of).ifPresent(sections::add);
        RankingSection.of(measured).ifPresent(sections::add);
        List<SummaryMetric> largest =
                result.summary().stream().limit(MOST_LARGE).toList();
        write(result, largest, sections, out);
    }

    private static void write(EvaluationResult result, SeparationMetrics measured, Appendable out) throws IOException {
        List<Section> sections = new ArrayList<>();
        sections.add(SummarySection.of(result));
        PublishedSection.of(result).ifPresent(sections::add);
        sections.add(StemSection.of(measured));
        StemRankingSection.of(measured).ifPresent(sections::add);
        write(result, distortion(result.summary()), sections, out);
    }

    /** One number per target: that of the distortion, in which all that is wrong with an estimate counts. */
    private static List<SummaryMetric> distortion(List<SummaryMetric> all) {
        List<SummaryMetric> chosen =
                all.stream().filter(metric -> metric.name().endsWith("sdr")).toList();
        Optional<String> metric = chosen.stream().map(HtmlReport::metric).findFirst();
        return chosen.isEmpty()
                ? all
                : chosen.stream()
                        .filter(one -> metric(one).equals(metric.get()))
                        .toList();
    }

    private static String metric(SummaryMetric metric) {
        return metric.name().substring(metric.name().lastIndexOf('.') + 1);
    }

    private static void write(EvaluationResult result, List<SummaryMetric> largest, List<Section> first, Appendable out)
            throws IOException {
        List<Section> sections = new ArrayList<>(first);
        RunSection.failures(result).ifPresent(sections::add);
        sections.add(RunSection.of(result));
        sections.add(RunSection.dataset(result));
        String title = result.system() + " on " + result.dataset().title() + ", " + result.split();
        new Page(title, Top.of(result, largest), sections).write(out);
    }
}
