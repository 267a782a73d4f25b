package org.mir4j.cli.separation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.mir4j.audio.io.AudioInfo;
import org.mir4j.audio.io.AudioNotice;
import org.mir4j.audio.io.AudioReader;
import org.mir4j.audio.io.AudioWriter;
import org.mir4j.cli.output.LastCall;
import org.mir4j.core.error.MirException;
import org.mir4j.core.error.ModelException;
import org.mir4j.models.separation.Separator;
import org.mir4j.models.separation.StemAudio;
import org.mir4j.models.separation.UnchangedMixture;

/** Takes songs apart into files. */
public final class SongSeparation {

    private final Separator separator;
    private final SeparationRequest request;
    private final LastCall lastCall;
    private final StemFile.Opening opening;
    private final Set<Path> inputs = new HashSet<>();

    /**
     * @param separator with the model
     * @param request what is asked
     * @param songs all that are to be taken apart; their files are never written over
     * @param lastCall how the program may end
     */
    public SongSeparation(Separator separator, SeparationRequest request, List<Song> songs, LastCall lastCall) {
        this(separator, request, songs, lastCall, AudioWriter::new);
    }

    SongSeparation(
            Separator separator,
            SeparationRequest request,
            List<Song> songs,
            LastCall lastCall,
            StemFile.Opening opening) {
        this.separator = separator;
        this.request = request;
        this.lastCall = lastCall;
        this.opening = opening;
        songs.forEach(song -> inputs.add(realPath(song.file())));
    }

    /**
     * Takes a song apart.
     *
     * @param song which
     * @param listener hears how it goes on
     * @return the files that were written
     * @throws MirException if the song cannot be read, its stems cannot be written, or the model does not take it apart;
     *     then nothing is left of them
     */
    public List<Path> separate(Song song, SeparationListener listener) {
        Set<AudioNotice> said = new HashSet<>(); // the picture reads the song once more
        AudioReader reader = request.reader(song.file()).notices(notice -> {
            if (said.add(notice)) {
                listener.noted(notice.sentence());
            }
        });
        AudioInfo info = reader.info();
        request.format().require("The stems of " + song.file(), info.sampleRate(), info.channels());
        requireNoInput(song);
        StemFile.Coding coding = new StemFile.Coding(request.format(), info.tags(), opening);
        try (StemOutputs outputs = StemOutputs.create(song.folder(), request, coding, lastCall)) {
            StemPicture picture = request.plot() ? new StemPicture(reader, info, separator.card()) : null;
            Pieces pieces = new Pieces(outputs, info, listener);
            separator.separate(reader, pieces);
            requireChange(song, pieces.unchanged);
            CommonGain gain = CommonGain.of(outputs.finish(), request.format());
            if (picture != null) {
                picture.draw(pieces.seconds, outputs.floats(), outputs.picture());
            }
            outputs.encode(gain);
            List<Path> files = outputs.commit();
            gain.notice(song.file()).ifPresent(listener::noted);
            return files;
        }
    }

    /** The pieces of one song. */
    private final class Pieces implements Consumer<StemAudio> {

        private final StemOutputs outputs;
        private final SeparationListener listener;
        private final double length;
        private final UnchangedMixture unchanged = new UnchangedMixture();
        private long samples;
        private double seconds;

        Pieces(StemOutputs outputs, AudioInfo info, SeparationListener listener) {
            this.outputs = outputs;
            this.listener = listener;
            length = Math.min(request.duration(), info.declaredDuration().orElse(0) - request.start());
        }

        @Override
        public void accept(StemAudio piece) {
            unchanged.add(piece);
            outputs.write(request.selection().of(piece));
            samples += piece.mixture().length();
            seconds = (double) samples / piece.mixture().sampleRate();
            listener.progressed(seconds, length > 0 ? Math.min(1, seconds / length) : 0);
        }
    }

    private void requireNoInput(Song song) {
        for (String stem : request.stems()) {
            Path file = request.file(song.folder(), stem);
            if (inputs.contains(realPath(file))) {
                throw new MirException("The " + stem + " of " + song.file() + " would go to " + file
                        + ", which is an input; choose another -o.");
            }
        }
    }

    private static Path realPath(Path file) {
        try {
            return Files.exists(file)
                    ? file.toRealPath()
                    : file.toAbsolutePath().normalize();
        } catch (IOException e) {
            return file.toAbsolutePath().normalize(); // whether it can be read or written is asked next
        }
    }

    private void requireChange(Song song, UnchangedMixture unchanged) {
        if (unchanged.found()) {
            throw new ModelException(
                    song.file() + ": the model " + separator.card().name()
                            + " leaves the mixture unchanged: each of its stems is the song itself, or an equal share of it. It"
                            + " has not learned to separate, or has the weights of another network; choose another with -m.");
        }
    }
}
