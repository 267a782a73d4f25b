// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.masking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mir4j.models.layer.Parameters;
import org.mir4j.models.masking.MaskNetworkSettings.UNetSettings;

/** Masks of a song that comes piece by piece, against those of the whole song. */
class MaskStreamTest {

    private static final int BINS = 33;
    private static final int CHANNELS = 2;
    private static final int STEMS = 2;

    private static UNetSettings settings(String more) {
        return (UNetSettings) NetworkBench.settings("{'type': 'u-net', 'channels': [4, 6, 8], " + more + "}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'skips': true",
                "'skips': false",
                "'skips': true, 'kernel': 3",
                "'skips': true, 'kernel': 7, 'mask': 'softmax'",
                "'skips': true, 'blocks': 2, 'timeDistributed': 2",
                "'skips': true, 'decoder': 'interpolation', 'bins': 20",
            })
    void piecesMakeNoDifference(String more) {
        try (NetworkBench bench = new NetworkBench()) {
            MaskNetwork network = bench.network(settings(more), CHANNELS, BINS, STEMS);
            Random random = new Random(5);
            for (int frames : new int[] {1, 7, 64, 131, 300}) {
                NDArray magnitudes = bench.magnitudes(CHANNELS, BINS, frames).get(":1");
                NDArray whole = bench.masks(network, magnitudes);
                NDArray pieces = inPieces(network, magnitudes, bench.manager(), random);
                assertEquals(whole.getShape(), pieces.getShape());
                float difference = whole.sub(pieces).abs().max().getFloat();
                assertTrue(difference < 1e-5, frames + " frames: " + difference);
            }
        }
    }

    private static NDArray inPieces(MaskNetwork network, NDArray magnitudes, NDManager manager, Random random) {
        long frames = magnitudes.getShape().get(3);
        NDArray masks = null;
        try (MaskStream stream = network.stream(manager).orElseThrow()) {
            for (long from = 0; from < frames; ) {
                long to = Math.min(frames, from + 1 + random.nextInt(90));
                NDArray piece = magnitudes.get(new NDIndex("..., {}:{}", from, to));
                NDArray next = stream.push(piece, to == frames);
                if (next != null) {
                    masks = masks == null ? next : masks.concat(next, 4);
                }
                from = to;
            }
        }
        return masks;
    }

    @Test
    void aFoldedNetworkIsReadInPiecesToo() {
        try (NetworkBench bench = new NetworkBench()) {
            MaskNetwork network = bench.network(settings("'skips': true"), CHANNELS, BINS, STEMS);
            NDArray magnitudes = bench.magnitudes(CHANNELS, BINS, 200).get(":1");
            NDArray whole = bench.masks(network, magnitudes);
            Parameters.fold(network);
            NDArray pieces = inPieces(network, magnitudes, bench.manager(), new Random(6));
            assertTrue(whole.sub(pieces).abs().max().getFloat() < 1e-5);
        }
    }

    @Test
    void nothingIsLeftInMemoryOfWhatIsDone() {
        try (NetworkBench bench = new NetworkBench();
                NDManager song = bench.manager().newSubManager()) {
            MaskNetwork network = bench.network(settings("'skips': true"), CHANNELS, BINS, STEMS);
            try (MaskStream stream = network.stream(song).orElseThrow()) {
                int[] arrays = new int[6];
                for (int piece = 0; piece < arrays.length; piece++) {
                    try (NDManager scope = bench.manager().newSubManager()) {
                        stream.push(scope.ones(new Shape(1, CHANNELS, BINS, 50)), false);
                    }
                    arrays[piece] = song.getManagedArrays().size();
                }
                assertEquals(arrays[3], arrays[5]);
                assertTrue(arrays[5] > 0);
            }
            assertEquals(0, song.getManagedArrays().size());
        }
    }

    @Test
    void onlyNetworksThatReadAFewFramesAtATimeReadOn() {
        try (NetworkBench bench = new NetworkBench()) {
            MaskNetwork network = bench.network(
                    NetworkBench.settings("{'type': 'open-unmix', 'hidden': 4, 'layers': 1}"), CHANNELS, BINS, STEMS);
            assertTrue(network.stream(bench.manager()).isEmpty());
        }
    }
}
