package org.mir4j.models.training.run;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.mir4j.core.error.MirException;
import org.mir4j.core.error.Reason;

/** {@code metrics.csv}: a line an epoch. */
final class MetricsTable {

    private static final String HEADER =
            "epoch,step,rate,loss,validation_loss,roc_auc,pr_auc,accuracy,examples_per_second,seconds";

    private final TrainingFiles files;
    private final List<String> lines = new ArrayList<>(List.of(HEADER));

    /**
     * @param files of the run
     * @param epochs whose lines are kept, if there are any; later ones belong to a future that did not come about
     */
    MetricsTable(TrainingFiles files, int epochs) {
        this.files = files;
        if (epochs > 0 && Files.exists(files.metrics())) {
            try {
                List<String> before = Files.readAllLines(files.metrics());
                lines.addAll(before.subList(Math.min(1, before.size()), Math.min(before.size(), 1 + epochs)));
            } catch (IOException e) {
                throw new MirException(files.metrics() + " cannot be read: " + Reason.of(e) + ".", e);
            }
        }
    }

    void add(EpochReport epoch) {
        Validation validation = epoch.validation();
        lines.add(String.format(
                Locale.ROOT,
                "%d,%d,%.6g,%.6f,%.6f,%s,%s,%s,%.1f,%.1f",
                epoch.epoch(),
                epoch.step(),
                epoch.rate(),
                epoch.loss(),
                validation.loss(),
                figure(validation.rocAuc()),
                figure(validation.prAuc()),
                figure(validation.accuracy()),
                epoch.examplesPerSecond(),
                epoch.seconds()));
        files.writeLines(files.metrics(), lines);
    }

    /** A figure, or nothing where it is undefined. */
    static String figure(double value) {
        return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.6f", value);
    }
}
