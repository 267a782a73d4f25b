// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mir4j.core.error.ModelException;
import org.mir4j.models.card.MaskingTask;
import org.mir4j.models.card.ModelCard;
import org.mir4j.models.card.Source;
import org.mir4j.models.checkpoint.Tensor;
import org.mir4j.models.masking.SpleeterWeights;
import org.mir4j.models.store.ImportSettings.Setting;

/**
 * A checkpoint of TensorFlow as the training of Spleeter saves it. Its tensors say how many stems there are, which tells
 * the authors' models apart; for others their configuration says the rest.
 */
final class SpleeterImport implements ImportFamily {

    static final String NAME = "spleeter";

    private static final String CITATION = "Hennequin, Khlif, Voituret, Moussallam, \"Spleeter: a fast and efficient"
            + " music source separation tool with pre-trained models\", JOSS 5(50), 2020";

    @Override
    public List<String> names() {
        return List.of(NAME);
    }

    @Override
    public boolean takes(ImportRequest request, ModelCard like) {
        return false; // one that is like a known model has that model's settings
    }

    @Override
    public Set<Setting> settings() {
        return Set.of(Setting.STEMS, Setting.CONFIG);
    }

    @Override
    public Imported read(ImportRequest request) {
        request.onlyPath("A Spleeter");
        ForeignFile file = request.checkpoints().get(0);
        Map<String, Tensor> tensors = file.contents().tensors("");
        SpleeterWeights sizes = sizes(file, tensors);
        SpleeterConfig config = request.settings()
                .config()
                .map(SpleeterConfig::read)
                .orElseGet(() -> SpleeterConfig.published(sizes.stems()));
        List<String> stems = request.settings().stems().orElse(config.stems());
        if (stems.size() != sizes.stems()) {
            throw new ModelException(file.contents().file() + " has " + sizes.stems() + " stems, and "
                    + (stems.isEmpty()
                            ? "the authors' models have 2, 4 or 5, so its configuration is needed as well: the JSON"
                                    + " file that it was trained with"
                            : "there are names for " + stems.size() + ": " + String.join(", ", stems))
                    + ".");
        }
        ModelCard card = new ModelCard(
                request.name(),
                "imported, a Spleeter",
                source(file),
                ModelCard.Licence.unknown(),
                List.of(CITATION),
                List.of(),
                List.of(),
                null,
                task(request, config, sizes, stems));
        return new Imported(card, WeightsCheck.passed(card, List.of(tensors)));
    }

    private static SpleeterWeights sizes(ForeignFile file, Map<String, Tensor> tensors) {
        try {
            return SpleeterWeights.of(tensors);
        } catch (IllegalArgumentException e) {
            throw new ModelException(file.contents().file() + " cannot be imported: " + e.getMessage() + ".", e);
        }
    }

    private static MaskingTask task(
            ImportRequest request, SpleeterConfig config, SpleeterWeights sizes, List<String> stems) {
        try {
            return config.task(sizes, stems);
        } catch (IllegalArgumentException e) {
            throw request.refusal(e);
        }
    }

    private static Source source(ForeignFile file) {
        List<Source.Rename> renamed = new ArrayList<>();
        SpleeterWeights.RENAMED.forEach((from, to) -> renamed.add(new Source.Rename(from, to)));
        return new Source(null, file.name(), file.sha256(), SpleeterWeights.IGNORED, renamed, null, null, true);
    }
}
