// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.datasets.verify;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mir4j.core.concurrent.ParallelMap;
import org.mir4j.core.dataset.Dataset;
import org.mir4j.core.dataset.DatasetFile;
import org.mir4j.datasets.files.FileLookup;

/**
 * Looks at every file that a copy of a dataset must have: by its checksum where one is known, else by decoding it.
 *
 * @param decoder for recordings whose checksums nobody knows
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
    public Verification verify(Dataset dataset, Path root, Optional<String> split, VerificationListener listener) {
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

    private List<FileCheck.Result> run(List<FileCheck> checks, VerificationListener listener) {
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
}
