// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.datasets.separation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mir4j.core.dataset.PublishedScore;

/** What others measured on the test split of MUSDB18 with museval: dB, medians over tracks of medians over frames. */
final class MusdbScores {

    private static final String UNMIX = "Open-Unmix, README of sigsep/open-unmix-pytorch, table of scores";
    private static final String SISEC =
            "SiSEC 2018 (Stöter, Liutkus, Ito), medians of the scores by track in sigsep/sigsep-mus-2018, ";

    private MusdbScores() {}

    static List<PublishedScore> ofTest() {
        return List.of(
                unmix("umx (Stöter 2019)", 6.32, 5.73, 5.23, 4.02),
                unmix("umxhq (Stöter 2019)", 6.25, 6.04, 5.07, 4.28),
                unmix("umxl, trained on more than MUSDB18 (Stöter 2021)", 7.21, 7.15, 6.02, 4.89),
                sisec("STL2", "Wave-U-Net (Stoller 2018)", 3.25, 4.22, 3.21, 2.25),
                sisec("UHL2", "blended recurrent networks (Uhlich 2017)", 5.93, 5.92, 5.03, 4.19, 12.23),
                sisec("TAK1", "MMDenseLSTM (Takahashi 2018)", 6.60, 6.43, 5.16, 4.15, 12.83),
                sisec("IBM1", "oracle, ideal binary mask of magnitudes", 7.67, 7.09, 5.19, 5.89, 10.03),
                sisec("IRM1", "oracle, ideal ratio mask of magnitudes", 8.52, 7.33, 6.18, 6.92, 14.50));
    }

    private static PublishedScore unmix(String system, double... sdr) {
        return new PublishedScore("test", system, figures(sdr), UNMIX);
    }

    private static PublishedScore sisec(String name, String what, double... sdr) {
        return new PublishedScore("test", name + ": " + what, figures(sdr), SISEC + "submission " + name);
    }

    private static Map<String, Double> figures(double... sdr) {
        List<String> sources = List.of("vocals", "drums", "bass", "other", "accompaniment");
        Map<String, Double> figures = new LinkedHashMap<>();
        for (int i = 0; i < sdr.length; i++) {
            figures.put(sources.get(i) + ".sdr", sdr[i]);
        }
        return figures;
    }
}
