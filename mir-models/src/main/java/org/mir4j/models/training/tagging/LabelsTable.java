// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training.tagging;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.mir4j.models.training.MetricsTable;
import org.mir4j.models.training.TrainingFiles;

/** {@code labels.csv}: what the best epoch reached on each label. */
final class LabelsTable {

    private LabelsTable() {}

    static void write(TrainingFiles files, TaggingValidation validation) {
        List<String> lines = new ArrayList<>(List.of("label,positives,roc_auc,pr_auc"));
        for (TaggingValidation.OfLabel label : validation.labels()) {
            String name = label.label().replace("\"", "\"\"");
            lines.add(String.format(
                    Locale.ROOT,
                    "\"%s\",%d,%s,%s",
                    name,
                    label.positives(),
                    MetricsTable.figure(label.rocAuc()),
                    MetricsTable.figure(label.prAuc())));
        }
        files.writeLines(files.labels(), lines);
    }
}
