// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.evaluation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mir4j.core.audio.Signal;
import org.mir4j.core.audio.Waveform;
import org.mir4j.core.dataset.Recording;
import org.mir4j.core.dataset.StemTrack;
import org.mir4j.core.error.AudioException;
import org.mir4j.core.error.DatasetException;

/**
 * Reads songs with their stems, block by block, to disk.
 *
 * <p>What lossy files decode to is rounded to 16 bits, as the musdb package does, with which all that is published on
 * MUSDB18 was measured. It matters: such stems have nothing above the encoder's cut-off, where filters could therefore be
 * anything, and ISR, SIR and SAR with them; the noise of rounding keeps them in place.
 */
final class StemReader {

    /** Encoders pad: stems of a song may differ by about this much, in seconds. */
    private static final double TOLERANCE = 0.1;

    private final SignalFiles files;
    private final List<String> warnings;
    private RecordingFile first; // the shape of all others

    private StemReader(SignalFiles files, List<String> warnings) {
        this.files = files;
        this.warnings = warnings;
    }

    /**
     * Reads a song.
     *
     * @param track where it lies
     * @param files room for its samples
     * @param warnings takes what is damaged, in sentences
     * @return its mixture, which is the sum of the stems where the track has none, and its stems
     * @throws AudioException if a file cannot be read
     * @throws DatasetException if the stems do not fit each other
     */
    static SongSignals read(StemTrack track, SignalFiles files, List<String> warnings) {
        return new StemReader(files, warnings).read(track);
    }

    private SongSignals read(StemTrack track) {
        Optional<Signal> mixture = track.mixture().map(this::read);
        Map<String, Signal> stems = new LinkedHashMap<>();
        track.stems().forEach((stem, recordings) -> stems.put(stem, sum(recordings)));
        if (first == null) {
            throw new DatasetException("The track " + track.id() + " has neither a mixture nor a stem.");
        }
        stems.replaceAll((stem, signal) -> signal == null
                ? Signal.silence(first.signal().channels(), first.signal().length())
                : signal);
        return new SongSignals(
                first.sampleRate(), mixture.orElseGet(() -> Signal.sum(List.copyOf(stems.values()))), stems);
    }

    /** The sum of recordings, or null if there are none. */
    private Signal sum(List<Recording> recordings) {
        if (recordings.isEmpty()) {
            return null;
        }
        SignalFile sum = read(recordings.get(0));
        recordings.subList(1, recordings.size()).forEach(recording -> add(recording, sum));
        return sum;
    }

    private SignalFile read(Recording recording) {
        RecordingFile part = RecordingFile.of(recording, true, files, warnings);
        first = first == null ? part : first;
        requireFitting(
                recording,
                part.sampleRate(),
                part.signal().channels(),
                part.signal().length());
        part.signal().fit(first.signal().length());
        return part.signal();
    }

    /** Adds a recording to those that are there. */
    private void add(Recording recording, SignalFile sum) {
        long[] length = {0};
        Waveform[] any = new Waveform[1];
        RecordingFile.decode(recording, true, warnings, (block, place) -> {
            any[0] = block;
            length[0] = place + block.length();
            if (block.channels().length == sum.channels()) {
                sum.add(place, block.channels());
            }
        });
        requireFitting(recording, any[0].sampleRate(), any[0].channels().length, length[0]);
    }

    private void requireFitting(Recording recording, int sampleRate, int channels, long length) {
        double difference = (double) Math.abs(length - first.signal().length()) / sampleRate;
        boolean alike =
                sampleRate == first.sampleRate() && channels == first.signal().channels() && difference <= TOLERANCE;
        if (!alike) {
            throw new DatasetException(
                    recording.file() + " has " + SongSignals.shape(Signal.silence(channels, length), sampleRate)
                            + ", expected " + first.shape() + " as the rest of its song.");
        }
    }
}
