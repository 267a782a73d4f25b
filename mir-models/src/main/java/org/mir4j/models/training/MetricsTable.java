// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.mir4j.core.error.MirException;
import org.mir4j.core.error.Reason;

/** {@code metrics.csv}: one line per epoch. */
final class MetricsTable {

    private final TrainingFiles files;
    private final List<String> lines = new ArrayList<>();

    /**
     * @param files of the run
     * @param epochs whose lines are kept, if there are any; later ones belong to a future that did not come about
     */
    MetricsTable(TrainingFiles files, int epochs) {
        this.files = files;
        if (epochs > 0 && Files.exists(files.metrics())) {
            try {
                List<String> before = Files.readAllLines(files.metrics());
                lines.addAll(before.subList(0, Math.min(before.size(), 1 + epochs)));
            } catch (IOException e) {
                throw new MirException(files.metrics() + " cannot be read: " + Reason.of(e) + ".", e);
            }
        }
    }

    void add(TrainingListener.EpochReport epoch) {
        Validation validation = epoch.validation();
        if (lines.isEmpty()) {
            lines.add("epoch,step,rate,loss,validation_loss,"
                    + String.join(",", validation.figures().keySet()) + ",examples_per_second,seconds");
        }
        lines.add(String.format(
                Locale.ROOT,
                "%d,%d,%.6g,%.6f,%.6f,%s,%s,%.1f",
                epoch.epoch(),
                epoch.step(),
                epoch.rate(),
                epoch.loss(),
                validation.loss(),
                validation.figures().values().stream()
                        .map(TrainingFiles::figure)
                        .collect(Collectors.joining(",")),
                Double.isNaN(epoch.examplesPerSecond())
                        ? ""
                        : String.format(Locale.ROOT, "%.1f", epoch.examplesPerSecond()),
                epoch.seconds()));
        files.writeLines(files.metrics(), lines);
    }
}
