// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.separation;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.mir4j.audio.io.Resampler;
import org.mir4j.core.audio.Waveform;
import org.mir4j.models.card.SeparationTask;

/**
 * The way of a song through a separator, block by block: it is queued, resampled to the model's rate, separated by
 * a {@link BlockSeparation}, and resampled to its own rate again. Stems come out in the song's own rate and channels,
 * aligned to the sample and as long as the song. Memory does not grow with the song: its samples wait at their own rate
 * until their stems are there, and at the model's rate until a segment is full. Not for use by several threads.
 *
 * <p>A block has one form all the way: planar floats, {@code [channel][sample]}, nominally from -1 to 1, of any length. A
 * block that a method takes stays the caller's, and is not kept; one that a method gives is the caller's from then on.
 *
 * <p>A model of two channels receives those of a song two by two, a last one that is left over on both its channels; a
 * model of one channel receives them one after the other.
 *
 * <p>Each block goes through three steps, {@link #take}, {@link #separate} and {@link #assemble}. The second is all that the
 * network does; it may be done by another thread than the others, block after block.
 *
 * <p>What the song has lost after it was resampled to the model's rate and back lies above the model's band, or at the
 * edge of its own. It is shared between the stems as the highest frequencies are that the model receives.
 */
final class SeparationStream implements AutoCloseable {

    private final SeparationTask task;
    private final int rate;
    private final int channels;
    private final int together;
    private final List<ChannelGroup> groups = new ArrayList<>();
    private final SampleQueue song;
    private long received;
    private long delivered;
    private boolean ended;

    /**
     * @param model is used until the stream is closed
     * @param name of the song, for messages
     * @param rate of the song, in Hz
     * @param channels of the song
     * @param levels one for each group of channels; none for a song that stays as it is
     */
    SeparationStream(SeparationNetwork model, String name, int rate, int channels, List<SongLevel> levels) {
        task = model.task();
        this.rate = rate;
        this.channels = channels;
        together = task.channels();
        song = new SampleQueue(channels, 0);
        try {
            for (int first = 0; first < channels; first += together) {
                SongLevel level = levels.isEmpty() ? SongLevel.NONE : levels.get(groups.size());
                groups.add(new ChannelGroup(model, name, level, first));
            }
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    /**
     * A piece of the song on its way to the network.
     *
     * @param groups by group of channels, a block at the model's rate
     * @param last whether the song ends with it
     */
    record Piece(List<float[][]> groups, boolean last) {}

    /** How many samples of the song take the network one step further. */
    long step() {
        return (long) groups.get(0).separation.step() * rate / task.sampleRate();
    }

    /**
     * Takes the next samples.
     *
     * @param block of the song's rate and channels, of finite samples
     * @return the piece that is to be separated next
     */
    Piece take(Waveform block) {
        if (ended) {
            throw new IllegalStateException("the song has ended");
        }
        if (block.sampleRate() != rate || block.channels().length != channels) {
            throw new IllegalArgumentException(
                    "the song has " + channels + " channels at " + rate + " Hz, got " + block);
        }
        song.append(block.channels());
        received += block.length();
        return new Piece(each(group -> group.take(block.channels())), false);
    }

    /**
     * Ends the song.
     *
     * @return the piece that is to be separated last
     */
    Piece takeEnd() {
        ended = true;
        return new Piece(each(group -> group.toModel.finish().channels()), true);
    }

    /**
     * Separates the next piece.
     *
     * @return what is ready, by group of channels, in order
     * @throws org.mir4j.core.error.MirException if the model fails, or the thread is interrupted
     */
    List<List<BlockSeparation.Separated>> separate(Piece piece) {
        List<List<BlockSeparation.Separated>> ready = new ArrayList<>();
        for (int index = 0; index < groups.size(); index++) {
            ready.add(groups.get(index).separate(piece.groups().get(index), piece.last()));
        }
        return ready;
    }

    /**
     * Brings what was separated back to the song's rate and channels.
     *
     * @param separated of the next piece
     * @param last whether the song ends with it
     * @return what is ready, in order: stems with their block of the song
     */
    List<StemAudio> assemble(List<List<BlockSeparation.Separated>> separated, boolean last) {
        List<List<float[][]>> rows = new ArrayList<>();
        for (int index = 0; index < groups.size(); index++) {
            rows.add(groups.get(index).assemble(separated.get(index), last));
        }
        List<StemAudio> blocks = new ArrayList<>();
        for (int index = 0; index < rows.get(0).size(); index++) { // all groups are equally far
            List<float[][]> block = new ArrayList<>();
            for (List<float[][]> group : rows) {
                block.add(group.get(index));
            }
            int length = Math.min(block.get(0)[0].length, song.length()); // a resampler may give a sample too many
            if (length > 0) {
                blocks.add(block(block, length));
            }
        }
        return blocks;
    }

    /**
     * Takes the next samples all the way.
     *
     * @param block of the song's rate and channels, of finite samples
     * @return what is ready, in order: stems with their block of the song
     * @throws org.mir4j.core.error.MirException if the model fails, or the thread is interrupted
     */
    List<StemAudio> push(Waveform block) {
        return assemble(separate(take(block)), false);
    }

    /**
     * Ends the song.
     *
     * @return the rest
     * @throws org.mir4j.core.error.MirException if the model fails, or the thread is interrupted
     */
    List<StemAudio> finish() {
        return assemble(separate(takeEnd()), true);
    }

    private <T> List<T> each(Function<ChannelGroup, T> step) {
        return groups.stream().map(step).toList();
    }

    /** The stems of all groups, and the song that they are of. */
    private StemAudio block(List<float[][]> separated, int length) {
        float[][] mixture = song.take(length);
        List<float[][]> rows = new ArrayList<>();
        for (int group = 0; group < groups.size(); group++) {
            rows.add(groups.get(group).withHighBand(separated.get(group), mixture));
        }
        delivered += length;
        Map<String, Waveform> stems = new LinkedHashMap<>();
        Waveform whole = new Waveform(mixture, rate);
        for (String stem : task.outputs()) {
            boolean rest = groups.get(0).separation.leavesLast()
                    && stems.size() == task.outputs().size() - 1;
            stems.put(
                    stem,
                    rest ? whole.minus(List.copyOf(stems.values())) : new Waveform(stem(rows, stems.size()), rate));
        }
        return new StemAudio(whole, stems);
    }

    private float[][] stem(List<float[][]> groups, int stem) {
        float[][] rows = new float[channels][];
        for (int c = 0; c < channels; c++) {
            float[][] group = groups.get(c / together);
            int row = stem * together + c % together;
            boolean alone = together == 2 && c == channels - 1 && c % 2 == 0;
            rows[c] = alone ? mean(group[row], group[row + 1]) : group[row];
        }
        return rows;
    }

    private static float[] mean(float[] left, float[] right) {
        float[] mean = new float[left.length];
        for (int n = 0; n < mean.length; n++) {
            mean[n] = (left[n] + right[n]) / 2;
        }
        return mean;
    }

    @Override
    public void close() {
        groups.forEach(ChannelGroup::close);
    }

    /** Channels of the song that are separated together: as many as the model receives. */
    private final class ChannelGroup implements AutoCloseable {

        private final int first;
        private final BlockSeparation separation;
        private final Resampler toModel;
        private final Resampler toSong;
        private final HighBandShares shares;

        ChannelGroup(SeparationNetwork model, String name, SongLevel level, int first) {
            this.first = first;
            separation = model.begin(name, level);
            int stems = task.outputs().size() - (separation.leavesLast() ? 1 : 0);
            int rows = (stems + 1) * together;
            shares = new HighBandShares((double) task.sampleRate() / rate / separation.hop());
            Resampler opened = null;
            try {
                opened = new Resampler(rate, task.sampleRate(), together);
                toModel = opened;
                toSong = new Resampler(task.sampleRate(), rate, rows);
            } catch (RuntimeException | Error e) {
                separation.close();
                if (opened != null) {
                    opened.close();
                }
                throw e;
            }
        }

        /** The next samples of the song at the model's rate. */
        float[][] take(float[][] block) {
            float[][] rows = new float[together][];
            for (int c = 0; c < together; c++) {
                rows[c] = block[channel(c)];
            }
            return toModel.resample(new Waveform(rows, rate)).channels();
        }

        List<BlockSeparation.Separated> separate(float[][] block, boolean last) {
            List<BlockSeparation.Separated> ready = new ArrayList<>(separation.push(block));
            if (last) {
                ready.addAll(separation.finish());
            }
            return ready;
        }

        /** What was separated at the song's rate: rows as of a {@code Separated}. */
        List<float[][]> assemble(List<BlockSeparation.Separated> blocks, boolean last) {
            List<float[][]> ready = new ArrayList<>();
            for (BlockSeparation.Separated block : blocks) {
                shares.append(block.highBandShares());
                ready.add(toSong.resample(new Waveform(block.rows(), task.sampleRate()))
                        .channels());
            }
            if (last) {
                ready.add(toSong.finish(received).channels());
            }
            return ready;
        }

        /** The channel of the song that is one of this group. */
        private int channel(int ofGroup) {
            return Math.min(channels - 1, first + ofGroup);
        }

        /** The stems with what lies above the model's band, as long as the mixture. */
        float[][] withHighBand(float[][] rows, float[][] mixture) {
            int length = mixture[0].length;
            int stems = rows.length - together; // the last rows are the song within the band
            float[][] whole = new float[stems][];
            for (int row = 0; row < stems; row++) {
                whole[row] = rows[row].length == length ? rows[row] : Arrays.copyOf(rows[row], length);
                if (rate != task.sampleRate()) {
                    int c = row % together;
                    float[] share = shares.read(row / together, c, delivered, length);
                    addHighBand(whole[row], share, mixture[channel(c)], rows[stems + c]);
                }
            }
            shares.forget(delivered + length);
            return whole;
        }

        private static void addHighBand(float[] stem, float[] share, float[] whole, float[] band) {
            for (int n = 0; n < stem.length; n++) {
                stem[n] += share[n] * (whole[n] - band[n]);
            }
        }

        @Override
        public void close() {
            separation.close();
            toModel.close();
            toSong.close();
        }
    }

    /** How much of the frequencies above a model's band belongs to each stem at any sample: linear between frames. */
    private static final class HighBandShares {

        private final double framesPerSample;
        private final List<float[][][]> pieces = new ArrayList<>(); // each by stem, by channel, by frame
        private long first; // the frame that the first piece begins with
        private long end;

        HighBandShares(double framesPerSample) {
            this.framesPerSample = framesPerSample;
        }

        void append(float[][][] piece) {
            pieces.add(piece);
            end += piece[0][0].length;
        }

        /** Forgets what lies before a sample. */
        void forget(long sample) {
            long frame = (long) (sample * framesPerSample);
            while (pieces.size() > 1 && first + pieces.get(0)[0][0].length <= frame) {
                first += pieces.get(0)[0][0].length;
                pieces.remove(0);
            }
        }

        /**
         * At samples that follow each other; the last frame holds on.
         *
         * @param stem of which stem
         * @param channel of which channel
         * @param sample the first
         * @param count how many
         * @return a share for each of them, from 0 to 1
         */
        float[] read(int stem, int channel, long sample, int count) {
            float[] shares = new float[count];
            double from = sample * framesPerSample;
            long frame = -1;
            float before = 0;
            float change = 0;
            for (int n = 0; n < count; n++) {
                double time = Math.min(end - 1, from + n * framesPerSample);
                if ((long) time != frame) {
                    frame = (long) time;
                    before = of(stem, channel, frame);
                    change = of(stem, channel, Math.min(end - 1, frame + 1)) - before;
                }
                shares[n] = before + (float) (time - frame) * change;
            }
            return shares;
        }

        private float of(int stem, int channel, long frame) {
            long from = first;
            for (float[][][] piece : pieces) {
                int length = piece[0][0].length;
                if (frame < from + length) {
                    return piece[stem][channel][(int) Math.max(0, frame - from)];
                }
                from += length;
            }
            throw new IllegalStateException("frame " + frame + " is not there yet; " + end + " are");
        }
    }

    /** Samples of some channels that wait for their turn: in at the end, out at the beginning. */
    static final class SampleQueue {

        private static final int FIRST_ROOM = 1 << 16;

        private final float[][] rows;
        private final int remembered;
        private int from;
        private int to;

        /**
         * @param channels at least one
         * @param remembered how many of the last samples can be mirrored even when they have been dropped
         */
        SampleQueue(int channels, int remembered) {
            rows = new float[channels][FIRST_ROOM];
            this.remembered = remembered;
        }

        int length() {
            return to - from;
        }

        void append(float[][] samples) {
            int count = samples[0].length;
            makeRoom(count);
            for (int c = 0; c < rows.length; c++) {
                System.arraycopy(samples[c], 0, rows[c], to, count);
            }
            to += count;
        }

        void appendZeros(int count) {
            makeRoom(count);
            for (float[] row : rows) {
                Arrays.fill(row, to, to + count, 0);
            }
            to += count;
        }

        /** Appends so many of the samples before the last one, backwards. */
        void appendMirrored(int count) {
            makeRoom(count);
            for (float[] row : rows) {
                for (int n = 0; n < count; n++) {
                    row[to + n] = row[to - 2 - n];
                }
            }
            to += count;
        }

        /** Replaces so many of the first samples by those after the next one, backwards. */
        void mirrorFirst(int count) {
            for (float[] row : rows) {
                for (int n = 0; n < count; n++) {
                    row[from + n] = row[from + 2 * count - n];
                }
            }
        }

        /** Copies so many samples from a place on, which stay: channel after channel. */
        void copyInto(FloatBuffer target, int first, int count) {
            for (float[] row : rows) {
                target.put(row, from + first, count);
            }
        }

        /** Copies samples, which stay, from one place up to another. */
        float[][] copy(int first, int end) {
            float[][] copy = new float[rows.length][];
            for (int c = 0; c < rows.length; c++) {
                copy[c] = Arrays.copyOfRange(rows[c], from + first, from + end);
            }
            return copy;
        }

        /** Copies samples of one channel, which stay. */
        void copyRow(int channel, int first, float[] target, int at, int count) {
            System.arraycopy(rows[channel], from + first, target, at, count);
        }

        void drop(int count) {
            from += count;
        }

        float[][] take(int count) {
            float[][] taken = copy(0, count);
            drop(count);
            return taken;
        }

        private void makeRoom(int count) {
            if (to + count <= rows[0].length) {
                return;
            }
            int kept = Math.max(0, Math.min(from, to - remembered));
            int length = to - kept;
            int room = Math.max(rows[0].length, 2 * (length + count));
            for (int c = 0; c < rows.length; c++) {
                float[] next = room == rows[c].length ? rows[c] : new float[room];
                System.arraycopy(rows[c], kept, next, 0, length);
                rows[c] = next;
            }
            from -= kept;
            to = length;
        }
    }
}
