// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.datasets;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.mir4j.core.concurrent.ParallelMap;
import org.mir4j.core.dataset.Checksum;
import org.mir4j.core.dataset.Dataset;
import org.mir4j.core.dataset.DatasetFile;
import org.mir4j.core.dataset.Recording;
import org.mir4j.core.dataset.SeparationDataset;
import org.mir4j.core.dataset.StemTrack;
import org.mir4j.core.dataset.TaggedTrack;
import org.mir4j.core.dataset.TaggingDataset;
import org.mir4j.core.error.DatasetException;
import org.mir4j.core.error.MirException;
import org.mir4j.datasets.DatasetVerifier.Decoder;
import org.mir4j.datasets.Verification.BrokenFile;
import org.mir4j.datasets.Verification.Check;
import org.mir4j.datasets.Verification.Damage;
import org.mir4j.datasets.Verification.MissingSplit;

/**
 * Looks at every file that a copy of a dataset must have: by its checksum where one is known, else by decoding it.
 *
 * @param decoder for recordings whose checksums are not known
 * @param threads how many files are looked at at a time
 */
public record DatasetVerifier(Decoder decoder, int threads) {

    /** Refuses to work without threads. */
    public DatasetVerifier {
        if (threads < 1) {
            throw new IllegalArgumentException("a verifier needs at least one thread, got " + threads);
        }
    }

    /**
     * Looks at all files, or those with the recordings of a split. One that is missing or broken does not keep it from
     * looking at the others.
     *
     * @param dataset what is to be there
     * @param root where it is to be
     * @param split one of its splits; empty for all, and the metadata
     * @param listener is told how far it is
     * @return what is there and what is not
     * @throws org.mir4j.core.error.DatasetException if there is no such root or split, or the metadata that lists the
     *     files is missing
     * @throws org.mir4j.core.error.MirException if the calling thread is interrupted
     */
    public Verification verify(Dataset dataset, Path root, Optional<String> split, Listener listener) {
        split.ifPresent(dataset.card()::requireSplit);
        FileLookup.requireRoot(root, dataset.card());
        Set<String> splits = split.map(Set::of).orElse(dataset.card().splits().keySet());
        List<DatasetFile> files = dataset.files(root);
        SplitRecordings recordings = new SplitRecordings(dataset, root, splits);
        if (split.isPresent()) {
            files = files.stream()
                    .filter(file -> recordings.files().contains(FileLookup.find(root, file.path())))
                    .toList();
        }
        List<FileCheck> checks = new ArrayList<>();
        for (DatasetFile file : files) {
            checks.add(new FileCheck(root, file, recordings.in(FileLookup.find(root, file.path())), decoder));
        }
        return summary(run(checks, listener), recordings.missing());
    }

    private List<FileCheck.Result> run(List<FileCheck> checks, Listener listener) {
        return ParallelMap.all(
                "verification", checks, FileCheck::run, threads, done -> listener.checked(done, checks.size()));
    }

    private static Verification summary(List<FileCheck.Result> results, List<MissingSplit> missingSplits) {
        Map<Check, Integer> whole = new EnumMap<>(Check.class);
        List<Path> missing = new ArrayList<>();
        List<BrokenFile> broken = new ArrayList<>();
        for (FileCheck.Result result : results) {
            Path path = result.file().path();
            if (!result.there()) {
                missing.add(path);
            } else if (result.damage().isPresent()) {
                broken.add(new BrokenFile(path, result.damage().get()));
            } else {
                whole.merge(result.check(), 1, Integer::sum);
            }
        }
        return new Verification(whole, missing, broken, missingSplits);
    }

    /** Tells whether a recording can be decoded to its end. This module knows no audio: who verifies brings it along. */
    @FunctionalInterface
    public interface Decoder {

        /**
         * Decodes a recording; may be called by several threads.
         *
         * @param recording where it lies; a channel of {@link Recording#ALL_CHANNELS} asks for none in particular
         * @throws org.mir4j.core.error.MirException if it cannot be decoded, or has no such stream or channel
         */
        void decode(Recording recording);
    }

    /** Is told how far a verification is. */
    @FunctionalInterface
    public interface Listener {

        /**
         * Another file is done. Calls come one after the other.
         *
         * @param done how many files are done
         * @param total how many there are
         */
        void checked(int done, int total);

        /**
         * Ignores it.
         *
         * @return a listener
         */
        static Listener none() {
            return (done, total) -> {};
        }
    }

    /** Finds out whether one file is whole. */
    private static final class FileCheck {

        /**
         * What came out.
         *
         * @param file what was looked for
         * @param there whether it was there
         * @param check how it was looked at
         * @param damage what is wrong with it, if anything
         */
        record Result(DatasetFile file, boolean there, Check check, Optional<Damage> damage) {}

        private final DatasetFile file;
        private final Path path;
        private final List<Recording> recordings;
        private final Decoder decoder;

        FileCheck(Path root, DatasetFile file, List<Recording> recordings, Decoder decoder) {
            this.file = file;
            this.path = FileLookup.find(root, file.path());
            this.recordings = recordings;
            this.decoder = decoder;
        }

        Result run() {
            Check check = file.checksum().isPresent()
                    ? Check.CHECKSUM
                    : recordings.isEmpty() ? Check.READING : Check.DECODING;
            boolean there = Files.isRegularFile(path);
            return new Result(file, there, check, there ? damage(check) : Optional.empty());
        }

        private Optional<Damage> damage(Check check) {
            try {
                if (Files.size(path) == 0) {
                    return Optional.of(new Damage.Empty());
                }
                switch (check) {
                    case CHECKSUM -> {
                        Checksum expected = file.checksum().orElseThrow();
                        Checksum found = Checksum.of(path, expected.algorithm());
                        return found.equals(expected)
                                ? Optional.empty()
                                : Optional.of(new Damage.Altered(found, expected));
                    }
                    case DECODING -> recordings.forEach(decoder::decode);
                    case READING -> {
                        try (InputStream stream = Files.newInputStream(path)) {
                            stream.transferTo(OutputStream.nullOutputStream());
                        }
                    }
                    default -> throw new IllegalStateException("no such check: " + check);
                }
                return Optional.empty();
            } catch (IOException e) {
                return Optional.of(new Damage.Unreadable(e.toString()));
            } catch (RuntimeException e) {
                // a damaged file may bring out what the decoder's author never met; it must not end the verification
                return Optional.of(new Damage.Undecodable(e instanceof MirException ? e.getMessage() : e.toString()));
            }
        }
    }

    /** The recordings of the splits of a dataset, and which of the splits have none on disk. */
    private static final class SplitRecordings {

        private final Map<Path, Set<Recording>> byFile = new LinkedHashMap<>();
        private final List<MissingSplit> missing = new ArrayList<>();

        SplitRecordings(Dataset dataset, Path root, Set<String> splits) {
            for (String split : splits) {
                try {
                    add(
                            split,
                            recordings(dataset, root, split)
                                    .map(recording -> onDisk(root, recording))
                                    .toList());
                } catch (DatasetException e) {
                    missing.add(new MissingSplit(split, e.getMessage()));
                }
            }
        }

        /** The same recording by the name that its file has on disk. */
        private static Recording onDisk(Path root, Recording recording) {
            Path file = recording.file();
            Path found = file.startsWith(root) ? FileLookup.find(root, root.relativize(file)) : file;
            return new Recording(found, recording.stream(), recording.channel());
        }

        private void add(String split, List<Recording> recordings) {
            for (Recording recording : recordings) {
                byFile.computeIfAbsent(recording.file(), file -> new LinkedHashSet<>())
                        .add(recording);
            }
            List<Path> files =
                    recordings.stream().map(Recording::file).distinct().toList();
            if (files.stream().noneMatch(Files::exists)) {
                String reason =
                        files.isEmpty() ? "it has no tracks here" : "none of its " + files.size() + " files is there";
                missing.add(new MissingSplit(split, reason));
            }
        }

        private static Stream<Recording> recordings(Dataset dataset, Path root, String split) {
            if (dataset instanceof TaggingDataset tagging) {
                return tagging.load(root, split).tracks().stream().map(TaggedTrack::recording);
            }
            return ((SeparationDataset) dataset)
                    .load(root, split).tracks().stream()
                            .map(StemTrack::recordings)
                            .flatMap(List::stream);
        }

        /** The recordings that lie in a file. */
        List<Recording> in(Path file) {
            return List.copyOf(byFile.getOrDefault(file, Set.of()));
        }

        /** All files that have recordings. */
        Set<Path> files() {
            return byFile.keySet();
        }

        List<MissingSplit> missing() {
            return missing;
        }
    }
}
