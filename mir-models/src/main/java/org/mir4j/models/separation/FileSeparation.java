// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.separation;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.mir4j.audio.io.AudioInfo;
import org.mir4j.audio.io.AudioReader;
import org.mir4j.core.error.MirException;
import org.mir4j.core.error.Reason;
import org.mir4j.models.Progress;
import org.mir4j.models.file.AtomicFile;
import org.mir4j.models.file.ShutdownGuard;
import org.mir4j.models.file.StaleDrafts;

/** Separates songs into files: all stems of a song or none. */
final class FileSeparation {

    private final List<String> selected;
    private final Source source;
    private final SeparationOptions options;
    private final StemFile.Opening opening;
    private final Object folders;

    /** Gives a song with the stems that are selected, piece by piece. */
    interface Source {
        void separate(AudioReader song, Consumer<StemAudio> parts);
    }

    /**
     * @param selected the names of all stems that the source gives
     * @param source separates songs
     * @param options how
     * @param opening how writers are opened
     * @param folders a monitor that all songs share that may be separated at the same time: while one makes its folders,
     *     none takes away those that it has made
     */
    FileSeparation(
            List<String> selected, Source source, SeparationOptions options, StemFile.Opening opening, Object folders) {
        this.selected = selected;
        this.source = source;
        this.options = options;
        this.opening = opening;
        this.folders = folders;
    }

    /**
     * Separates a song.
     *
     * @param song its file
     * @param directory of its stems, which need not be there yet
     * @return what was written
     * @throws MirException if the song cannot be read, its stems cannot be written, or the model does not separate it;
     *     then nothing is left of them
     */
    SeparatedFiles separate(Path song, Path directory) {
        List<String> stems = options.written(selected);
        AudioReader reader = options.reader(song).notices(options.listener()::noticed);
        AudioInfo info = reader.info();
        options.format().require("The stems of " + song, info.sampleRate(), info.channels());
        requireOtherFiles(song, directory, stems);
        StemFile.Coding coding = new StemFile.Coding(options.format(), info.tags(), opening);
        try (ShutdownGuard guard = new ShutdownGuard();
                Outputs outputs = new Outputs(directory, stems, coding, guard)) {
            Blocks blocks = new Blocks(song, outputs, info);
            source.separate(reader, blocks);
            CommonGain gain = CommonGain.of(outputs.finish(), options.format());
            outputs.illustrate(blocks.seconds);
            outputs.encode(gain, () -> requireNoInterruption(song));
            return new SeparatedFiles(outputs.commit(), gain);
        }
    }

    private void requireOtherFiles(Path song, Path directory, List<String> stems) {
        for (String stem : stems) {
            Path file = options.file(directory, stem);
            if (isSame(song, file)) {
                throw new MirException("The " + stem + " of " + song + " would go to " + file
                        + ", which is the song itself; choose another directory.");
            }
        }
    }

    private static boolean isSame(Path song, Path file) {
        try {
            return Files.exists(file) && Files.isSameFile(song, file);
        } catch (IOException e) {
            return false; // whether it can be read or written is asked next
        }
    }

    private static void requireNoInterruption(Path song) {
        if (Thread.currentThread().isInterrupted()) {
            throw new MirException("The separation of " + song + " was interrupted.");
        }
    }

    /** The blocks of one song on their way to its files. */
    private final class Blocks implements Consumer<StemAudio> {

        private final Path song;
        private final Outputs outputs;
        private final double length;
        private long samples;
        private double seconds;

        Blocks(Path song, Outputs outputs, AudioInfo info) {
            this.song = song;
            this.outputs = outputs;
            length = Math.min(options.duration(), info.declaredDuration().orElse(0) - options.start());
        }

        @Override
        public void accept(StemAudio block) {
            outputs.write(block);
            samples += block.mixture().length();
            seconds = (double) samples / block.mixture().sampleRate();
            options.listener().progressed(Progress.of(song.toString(), seconds, length));
        }
    }

    /** All files of a song: they get their names together in the end, or none is left. */
    private final class Outputs implements AutoCloseable {

        private final ShutdownGuard guard;
        private final Deque<Path> made = new ArrayDeque<>(); // folders, the deepest first
        private final Map<String, StemFile> stems = new LinkedHashMap<>();
        private AtomicFile picture;

        /**
         * Makes the drafts of all, so that what cannot be written is known before the work begins.
         *
         * @throws MirException if one cannot be written, or is there already and may not be replaced
         */
        Outputs(Path directory, List<String> names, StemFile.Coding coding, ShutdownGuard guard) {
            this.guard = guard;
            try {
                guard.step(() -> {
                    synchronized (folders) {
                        makeDrafts(directory, names, coding);
                    }
                });
            } catch (RuntimeException e) {
                close();
                throw e;
            }
        }

        private void makeDrafts(Path directory, List<String> names, StemFile.Coding coding) {
            for (String stem : names) {
                Path file = prepared(options.file(directory, stem));
                stems.put(stem, new StemFile(file, mayReplace(file), coding, guard));
            }
            options.illustration().ifPresent(illustration -> {
                Path file = prepared(options.placement().file(directory, illustration.name(), Illustration.EXTENSION));
                picture = AtomicFile.create(file, mayReplace(file), guard);
            });
        }

        private boolean mayReplace(Path file) {
            return options.replace()
                    || Files.exists(file) && options.placement().mayReplace(file);
        }

        /** A file whose folder is there. Folders that are made go again if nothing has come into them. */
        private Path prepared(Path file) {
            Path directory = file.toAbsolutePath().getParent();
            Deque<Path> missing = new ArrayDeque<>();
            Path there = directory;
            for (; there != null && !Files.exists(there); there = there.getParent()) {
                missing.push(there);
            }
            requireFolder(there);
            for (Path path : missing) {
                makeFolder(path, directory);
            }
            requireFolder(directory);
            StaleDrafts.sweep(directory);
            return file;
        }

        private static void requireFolder(Path path) {
            if (path != null && !Files.isDirectory(path)) {
                throw new MirException(path + " is a file, and the stems would go to a folder of that name; move it, or"
                        + " choose another folder.");
            }
        }

        private void makeFolder(Path path, Path directory) {
            try {
                Files.createDirectory(path);
                guard.owns(path);
                made.push(path);
            } catch (FileAlreadyExistsException e) {
                return; // another program has been faster; if it is no folder, that is said next
            } catch (IOException e) {
                throw new MirException("The folder " + directory + " cannot be made: " + Reason.of(e) + ".", e);
            }
        }

        void write(StemAudio block) {
            stems.forEach((name, file) -> file.write(block.stems().get(name)));
        }

        /** Completes the samples, and gives each stem's largest magnitude. */
        Map<String, Float> finish() {
            Map<String, Float> peaks = new LinkedHashMap<>();
            stems.forEach((name, file) -> peaks.put(name, file.finish()));
            return peaks;
        }

        /** Draws the picture, if one is wanted, of the samples as floats. */
        void illustrate(double seconds) {
            Map<String, Path> floats = new LinkedHashMap<>();
            stems.forEach((name, file) -> floats.put(name, file.floats()));
            options.illustration().ifPresent(illustration -> illustration.draw(seconds, floats, picture.draft()));
        }

        void encode(CommonGain gain, Runnable everyBlock) {
            stems.values().forEach(file -> file.encode(gain, everyBlock));
        }

        /** Gives the files their names. */
        List<Path> commit() {
            List<Path> files = new ArrayList<>();
            guard.step(() -> {
                options.placement().completing(drafts());
                try {
                    for (StemFile stem : stems.values()) {
                        stem.commit();
                        files.add(stem.target());
                    }
                    if (picture != null) {
                        picture.commit();
                        files.add(picture.target());
                    }
                } catch (MirException e) {
                    takeBack(files);
                    throw e;
                }
            });
            return files;
        }

        private Map<Path, Path> drafts() {
            Map<Path, Path> drafts = new LinkedHashMap<>();
            stems.values().forEach(stem -> drafts.put(stem.target(), stem.draft()));
            if (picture != null) {
                drafts.put(picture.target(), picture.draft());
            }
            return drafts;
        }

        /** What has replaced a file cannot be taken back. */
        private void takeBack(List<Path> files) {
            if (!options.replace()) {
                files.forEach(file -> file.toFile().delete());
            }
        }

        @Override
        public void close() {
            stems.values().forEach(StemFile::close);
            if (picture != null) {
                picture.close();
            }
            synchronized (folders) {
                try {
                    for (Path path : made) {
                        Files.deleteIfExists(path);
                    }
                } catch (IOException ignored) {
                    // there is something in it
                }
            }
        }
    }
}
