// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.datasets;

import java.util.Map;
import org.mir4j.core.dataset.PublishedScore;

/** Scores of papers that measured several datasets. */
final class TaggingPapers {

    private static final String WON =
            "Won, Ferraro, Bogdanov and Serra (2020), Evaluation of CNN-based Automatic Music Tagging Models, SMC;"
                    + " 16 windows per clip";
    private static final String MUSICNN =
            "Pons and Serra (2019), musicnn: pre-trained convolutional neural networks for music audio tagging, ISMIR"
                    + " late-breaking demo; experiment.result beside the weights in github.com/jordipons/musicnn";

    private TaggingPapers() {}

    static PublishedScore won2020(String split, String system, double rocAuc, double prAuc) {
        return new PublishedScore(split, system, tagging(rocAuc, prAuc), WON);
    }

    static PublishedScore musicnn(String split, String system, double rocAuc, double prAuc) {
        return new PublishedScore(split, system, tagging(rocAuc, prAuc), MUSICNN);
    }

    static Map<String, Double> tagging(double rocAuc, double prAuc) {
        return Map.of("roc_auc", rocAuc, "pr_auc", prAuc);
    }
}
