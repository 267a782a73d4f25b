// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.datasets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mir4j.core.dataset.DatasetCard;
import org.mir4j.core.dataset.DatasetFile;
import org.mir4j.core.dataset.Recording;
import org.mir4j.core.dataset.SeparationProtocol;
import org.mir4j.core.dataset.StemSplit;
import org.mir4j.core.dataset.StemTrack;
import org.mir4j.core.error.DatasetException;

/** The user's own songs: one folder per song, one file per stem. */
final class SongFolders extends StemDataset {

    private static final Set<String> EXTENSIONS = Set.of("wav", "flac", "mp3", "m4a");
    private static final String MIXTURE = "mixture";
    private static final String CHECKSUMS = "SHA256SUMS";

    SongFolders() {
        super(makeCard());
    }

    private static DatasetCard makeCard() {
        return DatasetCard.of("song-folders", "Your own songs, one folder per song")
                .content(
                        "Any songs whose stems you have. The stems are those that any of the songs has; where a song lacks"
                                + " one, it is silent.")
                .citation("your own")
                .licence("your own")
                .homepage("none")
                .obtaining(
                        "Make one folder per song, and in it one file per stem, named by the stem: wav, flac, mp3 or m4a. With a"
                                + " file 'mixture' that is the mixture, else the sum of the stems is. For checksums, run"
                                + " sha256sum over the files in ROOT and keep what it prints as SHA256SUMS.")
                .layout(
                        """
                    ROOT/
                      SHA256SUMS      may be left out
                      First Song/
                        vocals.wav
                        drums.flac
                        mixture.wav   may be left out
                      An Album/
                        Second Song/
                          vocals.m4a
                          guitar.m4a
                    """)
                .split("all", "all songs")
                .build();
    }

    @Override
    public List<DatasetFile> files(Path root) {
        Path checksums = root.resolve(CHECKSUMS);
        List<DatasetFile> files = new ArrayList<>();
        Set<Path> known = new LinkedHashSet<>();
        if (Files.exists(checksums)) {
            files.addAll(ChecksumIndex.read(checksums).files());
            files.forEach(file -> known.add(FileLookup.find(root, file.path())));
        }
        songs(root).values().stream()
                .flatMap(song -> song.values().stream())
                .filter(file -> !known.contains(file))
                .forEach(file -> files.add(new DatasetFile(root.relativize(file), Optional.empty())));
        return files;
    }

    @Override
    StemSplit read(Path root, String split) {
        Map<String, Map<String, Path>> songs = songs(root);
        List<String> stems = songs.values().stream()
                .flatMap(song -> song.keySet().stream())
                .filter(stem -> !stem.equals(MIXTURE))
                .distinct()
                .sorted()
                .toList();
        if (stems.isEmpty()) {
            throw new DatasetException("There are no stems in " + root
                    + "; expected one folder per song, and in it one file per stem (wav, flac, mp3 or m4a).");
        }
        List<StemTrack> tracks = new ArrayList<>();
        songs.forEach((id, files) -> tracks.add(track(id, files, stems)));
        return new StemSplit(SeparationProtocol.BSS_EVAL_V4, stems, tracks);
    }

    private static StemTrack track(String id, Map<String, Path> files, List<String> names) {
        if (files.keySet().equals(Set.of(MIXTURE))) {
            throw new DatasetException("The song " + id + " has only a mixture (" + files.get(MIXTURE)
                    + "); expected one file per stem beside it.");
        }
        Map<String, List<Recording>> stems = new LinkedHashMap<>();
        for (String name : names) {
            stems.put(name, files.containsKey(name) ? List.of(Recording.of(files.get(name))) : List.of());
        }
        return new StemTrack(id, Optional.ofNullable(files.get(MIXTURE)).map(Recording::of), stems);
    }

    /** The files of every song by what they are, the songs by the folders that they lie in. */
    private Map<String, Map<String, Path>> songs(Path root) {
        FileLookup.requireRoot(root, card());
        Map<String, Map<String, Path>> songs = new TreeMap<>();
        for (Path file : audioBelow(root)) {
            Path folder = root.relativize(file.getParent());
            String id = Stream.iterate(0, part -> part < folder.getNameCount(), part -> part + 1)
                    .map(part -> folder.getName(part).toString())
                    .collect(Collectors.joining("/"));
            String name = file.getFileName().toString();
            String stem = name.substring(0, name.lastIndexOf('.')).toLowerCase(Locale.ROOT);
            Path other = songs.computeIfAbsent(id, song -> new TreeMap<>()).put(stem, file);
            if (other != null) {
                throw new DatasetException("The song " + id + " has two files for '" + stem + "': " + other + " and "
                        + file + "; keep one of them.");
            }
        }
        return songs;
    }

    private static Set<Path> audioBelow(Path root) {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> isAudio(file.getFileName().toString()))
                    .filter(file -> !file.getParent().equals(root) && Files.isRegularFile(file))
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new DatasetException("The songs in " + root + " cannot be listed: " + e + ".", e);
        }
    }

    /** Whether a name is that of audio; names that begin with a dot are the system's. */
    private static boolean isAudio(String name) {
        int dot = name.lastIndexOf('.');
        return dot > 0
                && !name.startsWith(".")
                && EXTENSIONS.contains(name.substring(dot + 1).toLowerCase(Locale.ROOT));
    }
}
