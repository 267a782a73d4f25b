// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FsdKaggle2018Test {

    private final FsdKaggle2018 dataset = new FsdKaggle2018();

    @Test
    void splitsFollowVerificationAndUsage() {
        assertEquals(List.of("a1.wav", "a2.wav", "a3.wav"), Miniatures.ids(dataset, "train"));
        assertEquals(List.of("a1.wav", "a3.wav"), Miniatures.ids(dataset, "train-verified"));
        assertEquals(List.of("b1.wav", "b2.wav"), Miniatures.ids(dataset, "test"));
        assertEquals(List.of("b1.wav"), Miniatures.ids(dataset, "test-public"));
        assertEquals(List.of("b2.wav"), Miniatures.ids(dataset, "test-private"));
    }

    @Test
    void labelsAreThoseOfTheTrainingSet() {
        assertEquals(
                List.of("Bark", "Chime", "Flute"),
                Miniatures.load(dataset, "test").labels());
    }

    @Test
    void clipsThatWereOnlyPaddingAreIgnored(@TempDir Path folder) throws IOException {
        Path root = Miniatures.copy(dataset, folder);
        Path meta = root.resolve("FSDKaggle2018.meta");
        Files.delete(meta.resolve("test_post_competition_scoring_clips.csv"));
        Files.writeString(
                meta.resolve("test_post_competition.csv"),
                "fname,label,usage,freesound_id,license\np.wav,None,Ignored,1,x\nb1.wav,Bark,Public,4,x\n");
        assertEquals(1, dataset.load(root, "test").tracks().size());
    }
}
