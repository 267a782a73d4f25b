// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.separation;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.mir4j.audio.io.AudioFormat;
import org.mir4j.audio.io.AudioReader;
import org.mir4j.core.error.ModelException;
import org.mir4j.models.ProgressListener;

/**
 * How songs are separated into files. {@link #standard} writes all stems of the whole song as WAV of 16 bits, and replaces
 * nothing; the other methods change one thing each.
 *
 * <pre>{@code
 * SeparationOptions.standard().withFormat(AudioFormat.FLAC_24).withPart(60, 30).withResidual(true)
 * }</pre>
 *
 * @param stems those that are written, by name; none for all
 * @param twoStems the stem that is separated from all else; null for the stems of the model
 * @param residual whether the last stem, or all else, is what the others leave of the mixture
 * @param format of the files
 * @param track which audio stream of a song, counted from 0, or -1 for the main one
 * @param start of the part of the song, in seconds
 * @param duration of the part, in seconds; infinite for all that is left
 * @param replace whether files that are there already may be replaced
 * @param illustration drawn beside the stems, if any
 * @param listener is told how it goes on
 * @param placement where each file goes
 */
public record SeparationOptions(
        List<String> stems,
        String twoStems,
        boolean residual,
        AudioFormat format,
        int track,
        double start,
        double duration,
        boolean replace,
        Optional<Illustration> illustration,
        ProgressListener listener,
        StemPlacement placement) {

    /** Keeps a copy of the list. */
    public SeparationOptions {
        stems = List.copyOf(stems);
    }

    /**
     * All stems of a whole song, in WAV of 16 bits.
     *
     * @return the options
     */
    public static SeparationOptions standard() {
        return new SeparationOptions(
                List.of(),
                null,
                false,
                AudioFormat.WAV_16,
                -1,
                0,
                Double.POSITIVE_INFINITY,
                false,
                Optional.empty(),
                ProgressListener.none(),
                StemPlacement.inDirectory());
    }

    /**
     * The same, with only some of the stems written.
     *
     * @param names of stems
     * @return the options
     */
    public SeparationOptions withStems(List<String> names) {
        return new SeparationOptions(
                names, twoStems, residual, format, track, start, duration, replace, illustration, listener, placement);
    }

    /**
     * The same, for one stem and the rest of the song, which is the accompaniment where the stem is the vocals.
     *
     * @param stem of the model
     * @return the options
     */
    public SeparationOptions withTwoStems(String stem) {
        return new SeparationOptions(
                stems, stem, residual, format, track, start, duration, replace, illustration, listener, placement);
    }

    /**
     * The same, with a last stem that is what the others leave of the mixture, so that they sum to it, or without.
     *
     * @param rest whether it is
     * @return the options
     */
    public SeparationOptions withResidual(boolean rest) {
        return new SeparationOptions(
                stems, twoStems, rest, format, track, start, duration, replace, illustration, listener, placement);
    }

    /**
     * The same, in another format.
     *
     * @param other container and bits
     * @return the options
     */
    public SeparationOptions withFormat(AudioFormat other) {
        return new SeparationOptions(
                stems, twoStems, residual, other, track, start, duration, replace, illustration, listener, placement);
    }

    /**
     * The same, for another audio stream of the song.
     *
     * @param index counted from 0, or -1 for the main one
     * @return the options
     */
    public SeparationOptions withTrack(int index) {
        return new SeparationOptions(
                stems, twoStems, residual, format, index, start, duration, replace, illustration, listener, placement);
    }

    /**
     * The same, for a part of the song.
     *
     * @param from in seconds, at least 0
     * @param seconds more than 0; infinite for all that is left
     * @return the options
     */
    public SeparationOptions withPart(double from, double seconds) {
        return new SeparationOptions(
                stems, twoStems, residual, format, track, from, seconds, replace, illustration, listener, placement);
    }

    /**
     * The same, with files that are there already replaced, or not.
     *
     * @param existing whether they may be
     * @return the options
     */
    public SeparationOptions withReplacing(boolean existing) {
        return new SeparationOptions(
                stems, twoStems, residual, format, track, start, duration, existing, illustration, listener, placement);
    }

    /**
     * The same, with a picture beside the stems.
     *
     * @param picture how it is drawn
     * @return the options
     */
    public SeparationOptions withIllustration(Illustration picture) {
        return new SeparationOptions(
                stems,
                twoStems,
                residual,
                format,
                track,
                start,
                duration,
                replace,
                Optional.of(picture),
                listener,
                placement);
    }

    /**
     * The same, with someone who is told how it goes on.
     *
     * @param told on the thread that separates
     * @return the options
     */
    public SeparationOptions withListener(ProgressListener told) {
        return new SeparationOptions(
                stems, twoStems, residual, format, track, start, duration, replace, illustration, told, placement);
    }

    /**
     * The same, with files in other places.
     *
     * @param places where each file goes
     * @return the options
     */
    public SeparationOptions withPlacement(StemPlacement places) {
        return new SeparationOptions(
                stems, twoStems, residual, format, track, start, duration, replace, illustration, listener, places);
    }

    /**
     * How the part of a song is read.
     *
     * @param song its file
     * @return the reader
     */
    public AudioReader reader(Path song) {
        return AudioReader.of(song).track(track).range(start, duration);
    }

    /**
     * Where a stem goes.
     *
     * @param directory of a song's stems
     * @param stem its name
     * @return the file
     */
    public Path file(Path directory, String stem) {
        return placement.file(directory, stem, format.container());
    }

    /**
     * What is made of the stems of a model.
     *
     * @param outputs of the model
     * @return the selection
     * @throws ModelException if the model does not give the stem that is wanted
     */
    StemSelection selection(List<String> outputs) {
        return twoStems == null ? StemSelection.all(outputs, residual) : StemSelection.two(outputs, twoStems, residual);
    }

    /** Which of some stems are written, in their order. */
    List<String> written(List<String> names) {
        for (String stem : stems) {
            if (!names.contains(stem)) {
                throw new ModelException(
                        "There is no stem \"" + stem + "\"; there are " + String.join(", ", names) + ".");
            }
        }
        return stems.isEmpty() ? names : names.stream().filter(stems::contains).toList();
    }
}
