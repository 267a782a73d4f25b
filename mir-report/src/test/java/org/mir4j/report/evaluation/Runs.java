// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.report.evaluation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.mir4j.core.dataset.DatasetCard;
import org.mir4j.core.dataset.PublishedScore;
import org.mir4j.core.dataset.SeparationProtocol;
import org.mir4j.core.metric.Bootstrap;
import org.mir4j.core.metric.ClassScores;
import org.mir4j.core.metric.ScoreTable;
import org.mir4j.models.evaluation.EvaluationResult;
import org.mir4j.models.evaluation.SeparationMetrics;
import org.mir4j.models.evaluation.SummaryMetric;
import org.mir4j.models.evaluation.TaggingMetrics;

/** Made-up evaluations that look like those of real models. */
public final class Runs {

    private static final Bootstrap BOOTSTRAP = new Bootstrap(20, 0.95, 0);
    private static final List<String> STEMS = List.of("vocals", "drums", "bass", "other", "accompaniment");
    private static final List<String> METRICS = List.of("sdr", "isr", "sir", "sar");

    private Runs() {}

    /** Any number of tags a track: later tags are rarer, and scored worse. */
    public static TaggingMetrics tags(int tags, int tracks) {
        return tags(IntStream.range(0, tags).mapToObj(Runs::tag).toList(), tracks);
    }

    /** So many that intervals would take long: there are none. */
    static TaggingMetrics manyTracks(int tags, int tracks) {
        return tags(IntStream.range(0, tags).mapToObj(Runs::tag).toList(), tracks, Bootstrap.none());
    }

    static TaggingMetrics tags(List<String> names, int tracks) {
        return tags(names, tracks, BOOTSTRAP);
    }

    private static TaggingMetrics tags(List<String> names, int tracks, Bootstrap bootstrap) {
        Random random = new Random(1);
        ScoreTable.Builder table = new ScoreTable.Builder(names);
        for (int track = 0; track < tracks; track++) {
            double[] scores = new double[names.size()];
            Set<String> present = new HashSet<>();
            for (int tag = 0; tag < scores.length; tag++) {
                boolean holds = random.nextDouble() < prevalence(tag, names.size());
                double skill = 2.4 - 1.6 * ((tag * 7) % names.size()) / names.size();
                scores[tag] = 1 / (1 + Math.exp(2.5 - (holds ? skill : 0) - random.nextGaussian()));
                if (holds) {
                    present.add(names.get(tag));
                }
            }
            table.add(track(track), scores, present);
        }
        return TaggingMetrics.of(table.build(), Optional.empty(), bootstrap);
    }

    private static double prevalence(int tag, int tags) {
        return tags > 1 && tag == tags - 1 ? 0 : 0.3 / (1 + 0.3 * tag);
    }

    /** One class a track. */
    static TaggingMetrics classes(List<String> names, int tracks) {
        Random random = new Random(2);
        ClassScores.Builder classes = new ClassScores.Builder(names);
        for (int track = 0; track < tracks; track++) {
            int truth = track % names.size();
            double[] scores = new double[names.size()];
            for (int k = 0; k < scores.length; k++) {
                boolean near = k / 3 == truth / 3;
                scores[k] = random.nextGaussian() + (k == truth ? 2.6 : near ? 1.2 : 0);
            }
            classes.add(track(track), scores, names.get(truth));
        }
        ClassScores built = classes.build();
        return TaggingMetrics.of(built.oneVersusRest(), Optional.of(built), BOOTSTRAP);
    }

    /** Four stems and the accompaniment; here and there a value is undefined. */
    static SeparationMetrics stems(int tracks) {
        Random random = new Random(3);
        List<SeparationMetrics.Track> scored = new ArrayList<>();
        for (int track = 0; track < tracks; track++) {
            double ease = random.nextGaussian();
            Map<String, Map<String, Double>> targets = new LinkedHashMap<>();
            for (String stem : STEMS) {
                Map<String, Double> values = new LinkedHashMap<>();
                double sdr = 4 + 1.4 * STEMS.indexOf(stem) + 1.8 * ease + random.nextGaussian();
                boolean silent = track % 17 == 11 && stem.equals("vocals");
                for (String metric : METRICS) {
                    double value = sdr + 2.5 * METRICS.indexOf(metric) + random.nextGaussian();
                    values.put(metric, silent ? Double.NaN : track % 23 == 7 ? value - 28 : value);
                }
                targets.put(stem, values);
            }
            scored.add(new SeparationMetrics.Track(track(track), 180 + 60 * random.nextDouble(), targets));
        }
        return SeparationMetrics.of(SeparationProtocol.BSS_EVAL_V4, scored, BOOTSTRAP);
    }

    static String tag(int k) {
        String[] words = {"guitar", "classical", "slow", "techno", "strings", "drums", "electronic", "rock", "fast"};
        return k < words.length ? words[k] : words[k % words.length] + " no. " + k;
    }

    static String track(int k) {
        return "artist-" + k % 97 + "/song-" + k + ".mp3";
    }

    static EvaluationResult summary(List<SummaryMetric> metrics, int tracks) {
        return summary(metrics, tracks, List.of(), List.of());
    }

    public static EvaluationResult summary(
            List<SummaryMetric> metrics, int tracks, List<EvaluationResult.Failure> failures, List<String> notes) {
        return summary(card("Songs of All Sorts"), metrics, tracks, failures, List.of(), notes);
    }

    static EvaluationResult summary(
            DatasetCard card,
            List<SummaryMetric> metrics,
            int tracks,
            List<EvaluationResult.Failure> failures,
            List<String> omissions,
            List<String> notes) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("dataset", card.name());
        settings.put("split", "test");
        settings.put("tracks", Integer.toString(tracks));
        settings.put("truth", "0123456789abcdef");
        settings.put("weights", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08");
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put("mir", "0.1.0");
        versions.put("PyTorch", "2.7.1");
        versions.put("Java", "17.0.16+8 on Linux amd64");
        return new EvaluationResult(
                card,
                "test",
                "fcn-msd",
                settings,
                tracks,
                failures,
                metrics,
                null, // what lies behind them is added where a page is read
                omissions,
                notes,
                versions,
                new EvaluationResult.Time("2026-02-03T04:05:06Z", 754.2, tracks - failures.size()));
    }

    public static DatasetCard card(String title) {
        return DatasetCard.of("songs", title)
                .content("25,863 clips of 29 seconds each, from 5,405 songs.")
                .citation("A. Author, B. Writer: A Dataset of Songs. Proc. ISMIR, 2016, pp. 1-7")
                .licence("for research; CC BY-NC-SA 4.0")
                .homepage("https://example.org/songs?a=1&b=2")
                .obtaining("Ask.")
                .layout("songs/")
                .split("test", "the tracks that nobody trained on")
                .published(new PublishedScore(
                        "test", "FCN-4 (Choi 2016)", Map.of("roc_auc", 0.894), "Choi et al. 2016, table 4"))
                .published(new PublishedScore(
                        "test",
                        "Short-chunk CNN",
                        Map.of("roc_auc", 0.9126, "pr_auc", 0.459),
                        "Won et al. 2020, Evaluation of CNN-based Automatic Music Tagging Models, table 2"))
                .published(new PublishedScore(
                        "test",
                        "Open-Unmix UMXL",
                        Map.of("vocals.sdr", 7.21, "drums.sdr", 7.15, "bass.sdr", 6.02, "other.sdr", 4.89),
                        "Stöter et al. 2019"))
                .build();
    }
}
