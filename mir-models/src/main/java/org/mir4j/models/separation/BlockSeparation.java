// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.separation;

import java.util.List;

/**
 * The separation of one song by a network, at the network's own rate and in its own channels, from blocks in to blocks
 * out. All that depends on the kind of network is behind this: {@link SpectrogramSeparation} is for networks that mask a
 * spectrogram; one from waveform to waveforms, or from a complex spectrogram to others, would be another implementation,
 * which {@link SeparationNetwork#begin} would choose.
 *
 * <p>Blocks come out late, by as much as the network looks ahead, and add up to as many samples as went in.
 */
interface BlockSeparation extends AutoCloseable {

    /**
     * The next block of the stems.
     *
     * @param rows samples at the network's rate: a row for each channel of the first stem, of the second and so on, and
     *     last those of the mixture that they are of
     * @param highBandShares by stem, by channel, by frame: how much of what lies above the network's band belongs to the
     *     stem, from 0 to 1; frame {@code t} stands at sample {@code t} {@link #hop()}
     */
    record Separated(float[][] rows, float[][][] highBandShares) {}

    /**
     * Whether the rows of {@link Separated} lack those of the last stem, which is what the others leave of the song, above
     * the network's band as well.
     */
    default boolean leavesLast() {
        return false;
    }

    /** Samples at the network's rate from one of {@link Separated#highBandShares} to the next. */
    int hop();

    /** Samples at the network's rate from one run of the network to the next. */
    int step();

    /**
     * Takes the next samples.
     *
     * @param block {@code [C][any]} at the network's rate
     * @return what is ready, in order
     * @throws org.mir4j.core.error.MirException if the network fails, or the thread is interrupted
     */
    List<Separated> push(float[][] block);

    /**
     * Ends the song.
     *
     * @return the rest
     * @throws org.mir4j.core.error.MirException if the network fails, or the thread is interrupted
     */
    List<Separated> finish();

    @Override
    void close();
}
