// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.report.evaluation;

import static j2html.TagCreator.a;
import static j2html.TagCreator.dd;
import static j2html.TagCreator.dl;
import static j2html.TagCreator.dt;
import static j2html.TagCreator.text;

import j2html.tags.DomContent;
import java.util.List;
import org.mir4j.core.dataset.DatasetCard;
import org.mir4j.models.evaluation.EvaluationResult;

/** What the dataset is, whom to cite and where it comes from. */
final class DatasetSection {

    private DatasetSection() {}

    static Section of(EvaluationResult result) {
        DatasetCard card = result.dataset();
        return new Section(
                "dataset",
                "Dataset",
                List.of(dl(
                        dt("Title"), dd(card.title()),
                        dt("Content"), dd(card.content()),
                        dt("To cite"), dd(card.citation()),
                        dt("Licence"), dd(card.licence()),
                        dt("Homepage"), dd(address(card.homepage())))));
    }

    private static DomContent address(String homepage) {
        boolean web = homepage.startsWith("https://") || homepage.startsWith("http://");
        return web ? a(homepage).withHref(homepage) : text(homepage);
    }
}
