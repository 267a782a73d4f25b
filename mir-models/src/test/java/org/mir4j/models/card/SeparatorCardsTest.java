// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.card;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mir4j.audio.spectral.StftSettings;
import org.mir4j.models.masking.MaskNetworkSettings.OpenUnmixSettings;
import org.mir4j.models.masking.OpenUnmixWeights;
import org.mir4j.models.store.ModelStore;

/** The cards of published separators. */
class SeparatorCardsTest {

    private static final ModelStore STORE = new ModelStore(Path.of("absent"), Optional.empty());

    @Test
    void separatorsOfOpenUnmixAreBuiltAsTheAuthorsBuildThem() {
        MaskingTask wide = (MaskingTask) STORE.card("umxl").separation();
        assertEquals(
                new OpenUnmixWeights(2, 2049, 1487, 1024, 3, false),
                OpenUnmixWeights.of(
                        (OpenUnmixSettings) wide.network(),
                        wide.channels(),
                        wide.stft().bins()));
        MaskingTask speech = (MaskingTask) STORE.card("umxse").separation();
        assertEquals(
                new OpenUnmixWeights(1, 513, 513, 256, 3, false),
                OpenUnmixWeights.of(
                        (OpenUnmixSettings) speech.network(),
                        speech.channels(),
                        speech.stft().bins()));
        assertEquals(List.of("speech", "noise"), speech.stems());
        assertEquals(StftSettings.hann(1024, 512), speech.stft());
        for (String name : List.of("umxhq", "umxl", "umxse")) {
            ModelCard card = STORE.card(name);
            assertEquals(OpenUnmixWeights.IGNORED, card.source().ignored());
            for (int i = 0; i < card.separation().stems().size(); i++) {
                Source.Part file = card.source().files().get(i);
                assertEquals(OpenUnmixWeights.prefix(i), file.prefix());
                String stem = card.separation().stems().get(i);
                assertTrue(file.file().matches(stem + "[-_]" + file.sha256() + "\\.pth"), file.file());
                assertTrue(file.address().endsWith("/" + file.file()), file.address());
            }
        }
    }
}
