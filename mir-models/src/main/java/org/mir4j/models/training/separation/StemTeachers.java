// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training.separation;

import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.mir4j.audio.io.AudioReader;
import org.mir4j.audio.io.Resampler;
import org.mir4j.audio.spectral.Stft;
import org.mir4j.core.audio.Waveform;
import org.mir4j.core.dataset.Checksum;
import org.mir4j.core.dataset.Recording;
import org.mir4j.core.dataset.StemNames;
import org.mir4j.core.error.AudioException;
import org.mir4j.core.error.MirException;
import org.mir4j.core.error.ModelException;
import org.mir4j.core.error.Remedy;
import org.mir4j.models.ModelOptions;
import org.mir4j.models.cache.ContentCache;
import org.mir4j.models.card.MaskingTask;
import org.mir4j.models.card.ModelCard;
import org.mir4j.models.separation.Ensemble;
import org.mir4j.models.separation.EnsembleOptions;
import org.mir4j.models.separation.SongSeparator;
import org.mir4j.models.separation.StemAudio;
import org.mir4j.models.settings.SettingsTree;
import org.mir4j.models.store.InstalledModel;
import org.mir4j.models.training.TrainingListener;

/** Separators whose stems a student learns from, where songs have none; what they found once is kept. */
final class StemTeachers {

    private final List<InstalledModel> models;
    private final MaskingTask student;
    private final ModelOptions options;
    private final Map<String, List<String>> sources;

    /**
     * @param models that teach
     * @param student what is to learn, at whose rate and in whose channels stems are kept
     * @param options where the teachers' networks run
     * @throws ModelException if a model is no separator, or together they do not give all stems of the student
     */
    StemTeachers(List<InstalledModel> models, MaskingTask student, ModelOptions options) {
        this.models = List.copyOf(models);
        this.student = student;
        this.options = options;
        List<String> outputs = models.stream()
                .flatMap(model -> model.card().separation().outputs().stream())
                .distinct()
                .toList();
        sources = new LinkedHashMap<>();
        student.stems().forEach(stem -> sources.put(stem, sources(stem, outputs)));
    }

    /** Which outputs sum to a stem of the student; none for all that its other stems leave. */
    private List<String> sources(String stem, List<String> outputs) {
        if (outputs.contains(stem)) {
            return List.of(stem);
        }
        boolean rest =
                stem.equals(StemNames.ACCOMPANIMENT) && outputs.containsAll(StemNames.allBut(stem, student.stems()));
        if (!rest) {
            throw new ModelException("The separator is to learn the stem '" + stem + "', and its teacher " + names()
                            + " gives " + String.join(", ", outputs) + ".")
                    .with(Remedy.OTHER_MODEL);
        }
        return outputs.stream()
                .filter(output -> !student.stems().contains(output))
                .toList();
    }

    private String names() {
        return Ensemble.name(models);
    }

    /**
     * Has all songs separated that have not been separated yet.
     *
     * @param songs without stems
     * @param purpose what they are for, for messages
     * @param cache where stems are kept
     * @param stft of the student
     * @param manager for what is measured
     * @param listener is told of every song
     * @return those that can be read, in their order
     * @throws MirException if stems cannot be kept, a teacher fails, or the calling thread is interrupted
     */
    List<StemSong> songs(
            List<StemLibrary.Song> songs,
            String purpose,
            ContentCache cache,
            Stft stft,
            NDManager manager,
            TrainingListener listener) {
        Lessons lessons = new Lessons(kept(cache), stft, manager, listener);
        List<StemSong> found = new ArrayList<>();
        String work = "stems of songs " + purpose + " by " + names();
        try (lessons) {
            for (int number = 0; number < songs.size(); number++) {
                StemLibrary.Song song = songs.get(number);
                Recording mixture = song.mixture().orElseThrow();
                try {
                    found.add(song(song, cache.key(mixture), lessons));
                } catch (AudioException e) {
                    if (Thread.currentThread().isInterrupted()) {
                        throw e; // the recording is as good as any
                    }
                    listener.leftOut(mixture.file(), e);
                }
                listener.prepared(work, number + 1, songs.size());
            }
        }
        return found;
    }

    private static StemSong song(StemLibrary.Song song, String content, Lessons lessons) {
        FoundStems stems = lessons.of(song.mixture().orElseThrow(), content);
        List<Optional<StemClip>> clips =
                stems.clips().stream().map(Optional::of).toList();
        return new StemSong(song.id(), content, clips, song.share(), stems.confidence());
    }

    private ContentCache.Values<FoundStems> kept(ContentCache cache) {
        Stream<String> teachers = models.stream()
                .flatMap(model -> Stream.of(model.card().weightsSha256(), SettingsTree.json((Record)
                        model.card().task())));
        Stream<String> kind = Stream.of(
                Integer.toString(student.sampleRate()),
                Integer.toString(student.channels()),
                SettingsTree.json(student.stft()),
                String.join(", ", student.stems()));
        return cache.values(
                "stems",
                "teachers/" + names() + "-" + Checksum.fingerprint(Stream.concat(teachers, kind)),
                ".stems",
                FoundStems.format(student.stems().size(), student.channels()));
    }

    /**
     * What the card of the student says of its teachers.
     *
     * @param songs that were learned from
     * @return sentences
     */
    List<String> notes(List<StemSong> songs) {
        double hours = songs.stream().mapToDouble(StemSong::length).sum() / student.sampleRate() / 3600;
        List<String> notes = new ArrayList<>();
        for (InstalledModel model : models) {
            ModelCard card = model.card();
            String address =
                    card.licence().url().isEmpty() ? "" : " (" + card.licence().url() + ")";
            notes.add(String.format(
                    Locale.ROOT,
                    "Learned from the stems that %s found in %d songs without stems (%.1f hours). The SHA-256 of its"
                            + " weights is %s, its licence %s%s.",
                    card.name(),
                    songs.size(),
                    hours,
                    card.weightsSha256(),
                    card.licence().name(),
                    address));
        }
        return notes;
    }

    /** What a person should know of the teachers' licences, in sentences. */
    List<String> restrictions() {
        return models.stream()
                .map(InstalledModel::card)
                .filter(card -> card.licence().isNonCommercial())
                .map(card -> "The teacher " + card.name() + " is not for commercial use ("
                        + card.licence().name() + "), which may hold for what it teaches.")
                .toList();
    }

    /** What the student is to cite, each once. */
    List<String> citations() {
        return models.stream()
                .flatMap(model -> model.card().citations().stream())
                .distinct()
                .toList();
    }

    /** The stems of songs, for which the teachers are loaded when the first song needs them. */
    private final class Lessons implements AutoCloseable {

        private final ContentCache.Values<FoundStems> kept;
        private final Stft stft;
        private final NDManager manager;
        private final TrainingListener listener;
        private SongSeparator separator;

        Lessons(ContentCache.Values<FoundStems> kept, Stft stft, NDManager manager, TrainingListener listener) {
            this.kept = kept;
            this.stft = stft;
            this.manager = manager;
            this.listener = listener;
        }

        FoundStems of(Recording mixture, String content) {
            return kept.find(content).orElseGet(() -> kept.write(content, draft -> separate(mixture, draft)));
        }

        private void separate(Recording mixture, Path draft) throws IOException {
            if (separator == null) {
                separator = SongSeparator.load(models, EnsembleOptions.mean(), options);
            }
            int stems = student.stems().size();
            int hop = Math.max(student.sampleRate(), 2 * student.stft().fftSize());
            AudioReader reader = AudioReader.of(mixture).damage(listener::warned);
            try (FoundStemsWriter writer = new FoundStemsWriter(
                            draft, stems, student.channels(), hop, piece -> Confidence.of(piece, stft, manager));
                    StudentStems target = new StudentStems(writer, mixture.file())) {
                separator.separate(reader, target::add);
                target.finish();
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        }

        @Override
        public void close() {
            if (separator != null) {
                separator.close();
            }
        }
    }

    /** The way of a teacher's stems to the rate, the channels and the stems of the student. */
    private final class StudentStems implements AutoCloseable {

        private final FoundStemsWriter writer;
        private final Path song;
        private final List<Resampler> resamplers = new ArrayList<>();

        StudentStems(FoundStemsWriter writer, Path song) {
            this.writer = writer;
            this.song = song;
        }

        void add(StemAudio part) {
            Map<String, Waveform> stems = new LinkedHashMap<>();
            sources.forEach((stem, outputs) -> {
                if (!outputs.isEmpty()) {
                    stems.put(stem, sum(outputs.stream().map(part.stems()::get).toList()));
                }
            });
            List<Waveform> known = List.copyOf(stems.values());
            List<float[]> rows = new ArrayList<>();
            for (String stem : student.stems()) {
                Waveform wave = stems.getOrDefault(stem, part.mixture());
                Waveform whole = stems.containsKey(stem) ? wave : wave.minus(known);
                rows.addAll(List.of(resampler(rows.size() / student.channels(), whole)
                        .resample(StemDecoder.inChannels(whole, student.channels()))
                        .channels()));
            }
            write(rows);
        }

        private Waveform sum(List<Waveform> waves) {
            return waves.get(0).plus(waves.subList(1, waves.size()));
        }

        private Resampler resampler(int stem, Waveform wave) {
            if (stem == resamplers.size()) {
                resamplers.add(new Resampler(wave.sampleRate(), student.sampleRate(), student.channels()));
            }
            return resamplers.get(stem);
        }

        void finish() throws IOException {
            List<float[]> rows = new ArrayList<>();
            resamplers.forEach(
                    resampler -> rows.addAll(List.of(resampler.finish().channels())));
            write(rows);
            writer.finish();
        }

        private void write(List<float[]> rows) {
            try {
                writer.add(rows.toArray(float[][]::new));
                if (!writer.fits()) {
                    throw new AudioException(song + " has more than 2 GB of stems, which no file of them holds; cut it"
                            + " into shorter recordings.");
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            resamplers.forEach(Resampler::close);
        }
    }
}
