// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.input;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.mir4j.core.error.AudioException;
import org.mir4j.core.error.MirException;
import org.mir4j.core.error.Reason;

/** A walk through a directory for files; a part that cannot be read is named, and the others are searched. */
final class AudioSearch extends SimpleFileVisitor<Path> {

    private final Predicate<Path> wanted;
    private final Consumer<MirException> failures;
    private final DirectoryFilter filter;
    private final List<Path> found = new ArrayList<>();

    private AudioSearch(Predicate<Path> wanted, Consumer<MirException> failures, DirectoryFilter filter) {
        this.wanted = wanted;
        this.failures = failures;
        this.filter = filter;
    }

    /** Which directories are searched. */
    private interface DirectoryFilter {
        boolean accepts(Path directory, BasicFileAttributes attributes) throws IOException;
    }

    /**
     * The wanted files below a directory, sorted. No directory is searched twice, however many links lead to it: one
     * below the first directory is only searched where it lies.
     */
    static List<Path> below(Path directory, Predicate<Path> wanted, Consumer<MirException> failures) {
        Set<Object> searched = new HashSet<>();
        return below(directory, Integer.MAX_VALUE, wanted, failures, (next, attributes) -> {
            boolean elsewhere = !next.equals(directory)
                    && Files.isSymbolicLink(next)
                    && next.toRealPath().startsWith(directory.toRealPath());
            return !elsewhere && (attributes.fileKey() == null || searched.add(attributes.fileKey()));
        });
    }

    /** The wanted files at most so many levels below a directory, by whatever links a path leads there, sorted. */
    static List<Path> below(Path directory, int depth, Predicate<Path> wanted, Consumer<MirException> failures) {
        return below(directory, depth, wanted, failures, (next, attributes) -> true);
    }

    private static List<Path> below(
            Path directory,
            int depth,
            Predicate<Path> wanted,
            Consumer<MirException> failures,
            DirectoryFilter filter) {
        AudioSearch search = new AudioSearch(wanted, failures, filter);
        try {
            Files.walkFileTree(directory, Set.of(FileVisitOption.FOLLOW_LINKS), depth, search);
        } catch (IOException e) {
            failures.accept(unreadable(directory, e));
        }
        return search.found.stream().sorted().toList();
    }

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
        try {
            return filter.accepts(directory, attributes) ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
        } catch (IOException e) {
            failures.accept(unreadable(directory, e)); // as any other part, without an end to the search
            return FileVisitResult.SKIP_SUBTREE;
        }
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        if (attributes.isRegularFile() && wanted.test(file)) {
            found.add(file);
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) {
        // a link back to a directory above: all that is in it is found anyway
        if (!(failure instanceof FileSystemLoopException)) {
            failures.accept(unreadable(file, failure));
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, IOException failure) {
        if (failure != null) {
            failures.accept(unreadable(directory, failure));
        }
        return FileVisitResult.CONTINUE;
    }

    private static AudioException unreadable(Path path, IOException failure) {
        return new AudioException(path + " cannot be searched: " + Reason.of(failure) + ".", failure);
    }
}
