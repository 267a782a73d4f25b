package org.mir4j.models.evaluation.separation;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mir4j.audio.io.AudioReader;
import org.mir4j.core.audio.Waveform;
import org.mir4j.core.dataset.Recording;
import org.mir4j.core.dataset.StemTrack;
import org.mir4j.core.error.AudioException;
import org.mir4j.core.error.DatasetException;
import org.mir4j.models.file.RecordedChannels;
import org.mir4j.models.separation.StemAudio;

/**
 * Reads songs with their stems.
 *
 * <p>What lossy files decode to is rounded to 16 bits, as the musdb package does, with which all that is published on
 * MUSDB18 was measured. It matters: such stems have nothing above the encoder's cut-off, where filters could therefore be
 * anything, and ISR, SIR and SAR with them; the noise of rounding keeps them in place.
 */
final class StemReader {

    /** Encoders pad: stems of a song may differ by about this much, in seconds. */
    private static final double TOLERANCE = 0.1;

    /** The steps of 16 bits from silence to full scale. */
    private static final double STEPS = 1 << 15;

    private StemReader() {}

    /**
     * Reads a song.
     *
     * @param track where it lies
     * @return its mixture, which is the sum of the stems where the track has none, and its stems
     * @throws AudioException if a file cannot be read
     * @throws DatasetException if the stems do not fit each other
     */
    static StemAudio read(StemTrack track) {
        Map<String, Waveform> stems = new LinkedHashMap<>();
        Waveform mixture = track.mixture().map(StemReader::read).orElse(null);
        Waveform first = mixture;
        for (Map.Entry<String, List<Recording>> stem : track.stems().entrySet()) {
            for (Recording recording : stem.getValue()) {
                Waveform part = read(recording);
                first = first == null ? part : first;
                stems.merge(stem.getKey(), fit(part, first, recording), StemReader::sum);
            }
        }
        if (first == null) {
            throw new DatasetException("The track " + track.id() + " has neither a mixture nor a stem.");
        }
        Map<String, Waveform> ordered = new LinkedHashMap<>();
        for (String stem : track.stems().keySet()) {
            ordered.put(stem, stems.containsKey(stem) ? stems.get(stem) : silence(first));
        }
        return new StemAudio(
                mixture == null
                        ? ordered.values().stream().reduce(StemReader::sum).orElseThrow()
                        : mixture,
                ordered);
    }

    private static Waveform read(Recording recording) {
        AudioReader reader = AudioReader.of(recording.file()).track(recording.stream());
        Waveform whole = reader.info().lossless() ? reader.readAll() : rounded(reader.readAll());
        return RecordedChannels.of(whole, recording);
    }

    private static Waveform rounded(Waveform wave) {
        float[][] channels = new float[wave.channels().length][wave.length()];
        for (int c = 0; c < channels.length; c++) {
            for (int n = 0; n < channels[c].length; n++) {
                double step = Math.rint(wave.channels()[c][n] * STEPS);
                channels[c][n] = (float) (Math.max(-STEPS, Math.min(STEPS - 1, step)) / STEPS);
            }
        }
        return new Waveform(channels, wave.sampleRate());
    }

    private static Waveform fit(Waveform part, Waveform model, Recording recording) {
        boolean alike = part.sampleRate() == model.sampleRate()
                && part.channels().length == model.channels().length
                && Math.abs(part.duration() - model.duration()) <= TOLERANCE;
        if (!alike) {
            throw new DatasetException(recording.file() + " has " + StemAudio.shape(part) + ", expected "
                    + StemAudio.shape(model) + " as the rest of its song.");
        }
        return withLength(part, model.length());
    }

    /** The same, cut or filled up with silence at its end. */
    static Waveform withLength(Waveform wave, int length) {
        if (wave.length() == length) {
            return wave;
        }
        float[][] channels = new float[wave.channels().length][];
        for (int c = 0; c < channels.length; c++) {
            channels[c] = Arrays.copyOf(wave.channels()[c], length);
        }
        return new Waveform(channels, wave.sampleRate());
    }

    /** The sum of two waveforms of the same shape. */
    static Waveform sum(Waveform a, Waveform b) {
        float[][] channels = new float[a.channels().length][a.length()];
        for (int c = 0; c < channels.length; c++) {
            for (int n = 0; n < channels[c].length; n++) {
                channels[c][n] = a.channels()[c][n] + b.channels()[c][n];
            }
        }
        return new Waveform(channels, a.sampleRate());
    }

    private static Waveform silence(Waveform model) {
        return new Waveform(new float[model.channels().length][model.length()], model.sampleRate());
    }
}
