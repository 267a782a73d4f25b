// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.report.html;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mir4j.models.evaluation.EvaluationSummary;
import org.mir4j.models.evaluation.Headline;
import org.mir4j.models.evaluation.separation.SeparationFindings;
import org.mir4j.models.evaluation.tagging.TaggingFindings;

/**
 * {@code report.html}: all that an evaluation comes to on one page, to be read on a screen of any size or on paper. The
 * page is one file without scripts; its charts are SVG.
 */
public final class HtmlReport {

    private static final int MOST_LARGE = 4;

    private HtmlReport() {}

    /**
     * Writes the page of a tagger.
     *
     * @param summary what the evaluation comes to
     * @param findings what lies behind it
     * @param out takes UTF-8 text
     * @throws IOException if that fails
     */
    public static void write(EvaluationSummary summary, TaggingFindings findings, Appendable out) throws IOException {
        List<Section> sections = new ArrayList<>();
        sections.add(HeadlineSection.of(summary));
        PublishedSection.of(summary).ifPresent(sections::add);
        sections.add(TagSection.of(findings.tagging()));
        CurveSection.of(findings).ifPresent(sections::add);
        findings.classification().map(ConfusionSection::of).ifPresent(sections::add);
        RankingSection.of(findings).ifPresent(sections::add);
        List<Headline> largest = summary.headlines().stream().limit(MOST_LARGE).toList();
        write(summary, largest, sections, out);
    }

    /**
     * Writes the page of a separator.
     *
     * @param summary what the evaluation comes to
     * @param findings what lies behind it
     * @param out takes UTF-8 text
     * @throws IOException if that fails
     */
    public static void write(EvaluationSummary summary, SeparationFindings findings, Appendable out)
            throws IOException {
        List<Section> sections = new ArrayList<>();
        sections.add(HeadlineSection.of(summary));
        PublishedSection.of(summary).ifPresent(sections::add);
        sections.add(StemSection.of(findings.scored()));
        StemRankingSection.of(findings.scored()).ifPresent(sections::add);
        write(summary, distortion(summary.headlines()), sections, out);
    }

    /** One number a target: that of the distortion, in which all that is wrong with an estimate counts. */
    private static List<Headline> distortion(List<Headline> all) {
        List<Headline> chosen =
                all.stream().filter(headline -> headline.name().endsWith("sdr")).toList();
        Optional<String> metric = chosen.stream().map(HtmlReport::metric).findFirst();
        return chosen.isEmpty()
                ? all
                : chosen.stream()
                        .filter(headline -> metric(headline).equals(metric.get()))
                        .toList();
    }

    private static String metric(Headline headline) {
        return headline.name().substring(headline.name().lastIndexOf('.') + 1);
    }

    private static void write(EvaluationSummary summary, List<Headline> largest, List<Section> measured, Appendable out)
            throws IOException {
        List<Section> sections = new ArrayList<>(measured);
        FailureSection.of(summary).ifPresent(sections::add);
        sections.add(RunSection.of(summary));
        sections.add(DatasetSection.of(summary));
        String title = summary.system() + " on " + summary.dataset().title() + ", " + summary.split();
        new Page(title, Top.of(summary, largest), sections).write(out);
    }
}
