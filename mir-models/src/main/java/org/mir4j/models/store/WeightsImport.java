// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.store;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mir4j.core.error.ModelException;
import org.mir4j.models.card.ModelCard;
import org.mir4j.models.store.ImportSettings.Setting;

/**
 * Makes a model of files. Which {@link ImportFamily} reads them, users say, or the known model that the files are like.
 * Files of published models are known by their checksums, under whatever name they are imported: their licence stays
 * theirs.
 */
final class WeightsImport {

    /** In the order in which they are asked. The last one takes whatever is like a known model. */
    private static final List<ImportFamily> FAMILIES = List.of(
            new OpenUnmixImport(),
            new DemucsImport(),
            new RoformerImport(RoformerNetwork.Kind.BAND_SPLIT),
            new RoformerImport(RoformerNetwork.Kind.MEL),
            new SpleeterImport(),
            new TorchScriptImport(),
            new KnownModelImport());

    private WeightsImport() {}

    /** What can be named in the place of a known model. */
    static List<String> familyNames() {
        return FAMILIES.stream().flatMap(family -> family.names().stream()).toList();
    }

    /** Whether this can be named in the place of a known model. */
    static boolean isFamily(String name) {
        return familyNames().contains(name);
    }

    /** Reads files that are like the known model of the request. */
    static Imported read(ImportRequest request) {
        ModelCard like = request.like().orElseThrow();
        ImportFamily family = FAMILIES.stream()
                .filter(each -> each.takes(request, like))
                .findFirst()
                .orElseThrow();
        return read(request, family, like.name());
    }

    /** Reads files of a family. */
    static Imported read(ImportRequest request, String familyName) {
        ImportFamily family = FAMILIES.stream()
                .filter(each -> each.names().contains(familyName))
                .findFirst()
                .orElseThrow();
        return read(request, family, familyName);
    }

    private static Imported read(ImportRequest request, ImportFamily family, String like) {
        requireSettings(request, family, like);
        Imported imported = family.read(request);
        ModelCard card = strictest(request.origins(imported.card().source().files()))
                .map(imported.card()::licensed)
                .orElse(imported.card());
        imported.weights().requireFit(card);
        return new Imported(card, imported.weights());
    }

    private static void requireSettings(ImportRequest request, ImportFamily family, String like) {
        Set<Setting> settings = family.settings();
        for (Setting said : request.settings().said()) {
            if (!settings.contains(said)) {
                throw new ModelException("Files like " + like + " take no " + said
                        + (settings.isEmpty()
                                ? "; they say all themselves."
                                : ". What can be said of them: " + Setting.listed(settings) + "."));
            }
        }
    }

    private static Optional<ModelCard.Licence> strictest(List<ModelCard> origins) {
        return origins.stream().map(ModelCard::licence).max(Comparator.comparing(ModelCard.Licence::isNonCommercial));
    }
}
