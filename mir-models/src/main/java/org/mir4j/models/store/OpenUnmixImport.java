// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.store;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mir4j.models.card.MaskingTask;
import org.mir4j.models.card.ModelCard;
import org.mir4j.models.card.Source;
import org.mir4j.models.checkpoint.Tensor;
import org.mir4j.models.masking.MaskNetworkSettings.OpenUnmixSettings;
import org.mir4j.models.masking.OpenUnmixWeights;
import org.mir4j.models.store.ImportSettings.Setting;

/** Files as the training of Open-Unmix saves them, one for each stem. */
final class OpenUnmixImport implements ImportFamily {

    static final String NAME = "openunmix";

    @Override
    public List<String> names() {
        return List.of(NAME);
    }

    @Override
    public Set<Setting> settings() {
        return Set.of(Setting.STEMS, Setting.RATE, Setting.HOP, Setting.RESIDUAL, Setting.KEY);
    }

    @Override
    public boolean takes(ImportRequest request, ModelCard like) {
        return is(like) && !areJoined(request.checkpoints());
    }

    @Override
    public Imported read(ImportRequest request) {
        List<ForeignFile> files = request.checkpoints();
        Optional<ModelCard> like = request.like().or(() -> published(request));
        List<ImportFile> stems = files.stream()
                .map(file -> file.weights(
                        ExpectedNames.ofOpenUnmix(), request.settings().key(), OpenUnmixImport::areWeights))
                .toList();
        ModelCard card = new OpenUnmixCard(like, request).of(stems);
        return new Imported(
                card,
                WeightsCheck.passed(
                        card, stems.stream().map(ImportFile::tensors).toList()));
    }

    /** Whether a model is an Open-Unmix. */
    private static boolean is(ModelCard card) {
        return card.task() instanceof MaskingTask task && task.network() instanceof OpenUnmixSettings;
    }

    /** Whether the stems of an Open-Unmix lie in one file under our names, as they do in the store. */
    private static boolean areJoined(List<ForeignFile> files) {
        return files.size() == 1
                && files.get(0).contents().names().stream()
                        .anyMatch(name -> ("." + name).contains("." + OpenUnmixWeights.prefix(0)));
    }

    /** The published Open-Unmix that all files belong to, if there is one. */
    private static Optional<ModelCard> published(ImportRequest request) {
        List<String> checksums =
                request.checkpoints().stream().map(ForeignFile::sha256).toList();
        List<Source.Part> parts = request.checkpoints().stream()
                .map(file -> new Source.Part(null, file.name(), file.sha256(), null))
                .toList();
        return request.origins(parts).stream()
                .filter(OpenUnmixImport::is)
                .filter(card -> checksums.stream().allMatch(sha256 -> ImportRequest.has(card, sha256)))
                .findFirst();
    }

    private static boolean areWeights(Map<String, Tensor> tensors) {
        try {
            OpenUnmixWeights.of(tensors);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
