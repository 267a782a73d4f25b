// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training.separation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.mir4j.audio.io.AudioReader;
import org.mir4j.core.audio.Waveform;
import org.mir4j.core.concurrent.ParallelMap;
import org.mir4j.core.dataset.Checksum;
import org.mir4j.core.dataset.Recording;
import org.mir4j.core.error.AudioException;
import org.mir4j.core.error.MirException;
import org.mir4j.models.cache.ContentCache;
import org.mir4j.models.training.TrainingListener;

/** Decodes the stems of songs in the rate and the channels of a model, once: what was decoded is kept. */
final class StemDecoder {

    private final int rate;
    private final int channels;
    private final ContentCache cache;
    private final ContentCache.Values<Clip> kept;
    private final TrainingListener listener;

    /**
     * @param rate of the model, in Hz
     * @param channels of the model
     * @param cache where stems are kept
     * @param listener is told of every song
     */
    StemDecoder(int rate, int channels, ContentCache cache, TrainingListener listener) {
        this.rate = rate;
        this.channels = channels;
        this.cache = cache;
        this.listener = listener;
        kept = cache.values("stems", "stems", "-" + rate + "-" + channels + ".clip", Clip.format(channels));
    }

    /**
     * Decodes songs. Those that cannot be read are left out.
     *
     * @param songs the songs
     * @param purpose what they are for, for messages
     * @return those that can be read, in their order
     * @throws MirException if stems cannot be kept
     */
    List<StemSong> songs(List<StemLibrary.Song> songs, String purpose) {
        List<Optional<StemSong>> all = ParallelMap.all(
                "training",
                songs,
                this::song,
                Runtime.getRuntime().availableProcessors(),
                done -> listener.prepared("stems of songs " + purpose, done, songs.size()));
        return all.stream().flatMap(Optional::stream).toList();
    }

    private Optional<StemSong> song(StemLibrary.Song song) {
        List<Optional<StemClip>> clips = new ArrayList<>();
        List<String> contents = new ArrayList<>();
        for (List<Recording> recordings : song.stems()) {
            if (recordings.isEmpty()) {
                clips.add(Optional.empty());
                contents.add("");
                continue;
            }
            try {
                String content = content(recordings);
                clips.add(Optional.of(kept.get(content, () -> Clip.of(decoded(recordings)))));
                contents.add(content);
            } catch (AudioException e) {
                if (Thread.currentThread().isInterrupted()) {
                    throw e; // the recording is as good as any
                }
                listener.leftOut(recordings.get(0).file(), e);
                return Optional.empty();
            }
        }
        return Optional.of(
                new StemSong(song.id(), Checksum.fingerprint(contents.stream()), clips, song.share(), Confidence.FULL));
    }

    /** What tells the recordings of a stem from all others. */
    private String content(List<Recording> recordings) {
        return Checksum.fingerprint(recordings.stream()
                .flatMap(recording -> Stream.of(
                        cache.key(recording.channel(Recording.ALL_CHANNELS)), Integer.toString(recording.channel()))));
    }

    /** The sum of recordings. */
    private Waveform decoded(List<Recording> recordings) {
        Waveform sum = null;
        for (Recording recording : recordings) {
            Waveform read = AudioReader.of(recording)
                    .atRate(rate)
                    .damage(listener::warned)
                    .readAll();
            Waveform wave = inChannels(read, channels);
            sum = sum == null ? wave : sum(sum, wave);
        }
        return sum;
    }

    /** The mean of all channels in each, unless there are as many. */
    static Waveform inChannels(Waveform wave, int channels) {
        if (wave.channels().length == channels) {
            return wave;
        }
        float[][] same = new float[channels][];
        Arrays.fill(same, wave.mixedDown().channels()[0]);
        return new Waveform(same, wave.sampleRate());
    }

    private static Waveform sum(Waveform one, Waveform other) {
        int length = Math.max(one.length(), other.length());
        return one.ofLength(length).plus(List.of(other.ofLength(length)));
    }
}
