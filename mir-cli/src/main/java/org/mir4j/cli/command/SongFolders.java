// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.mir4j.cli.input.AudioInputs;
import org.mir4j.core.error.MirException;

/**
 * Where the stems of each song go: to a folder named like the song's file without its extension. Songs that were found
 * below a directory, or the directory before the first wild card of a pattern, are kept apart as they are there. Songs that
 * would share a folder keep their extensions, or else the directories that they lie in.
 *
 * @param songs in order
 * @param notes what there is to say of their folders
 */
record SongFolders(List<Song> songs, List<String> notes) {

    private static final Pattern EXTENSION = Pattern.compile("\\.[A-Za-z0-9]{1,5}$");

    /**
     * Plans the folders.
     *
     * @param inputs the songs
     * @param output where all folders go. If it lies below a directory that was searched, what was found in it, or in the
     *     folder of a song if the two are the same, are earlier stems, and left out
     * @param earlierStem whether a file in the output is an earlier stem, however it is called: what was found is left out
     * @return where each goes
     * @throws MirException if two songs would go to the same folder, however it is called
     */
    public static SongFolders plan(AudioInputs inputs, Path output, Predicate<Path> earlierStem) {
        Map<Path, Path> folders = new LinkedHashMap<>();
        Set<Path> wholeFolders = new HashSet<>();
        inputs.files().forEach(file -> {
            Path folder = folder(file, inputs.searched().get(file), output);
            folders.put(file, folder);
            wholeFolders.add(whole(folder));
            wholeFolders.add(whole(withExtension(file, folder)));
        });
        folders.keySet().removeIf(file -> {
            Path base = inputs.searched().get(file);
            return base != null
                    && (isBelow(file, output, base)
                            || earlierStem.test(file)
                            || wholeFolders.contains(whole(file).getParent()));
        });
        List<String> notes = new ArrayList<>();
        Map<Path, List<Path>> shared = folders.keySet().stream()
                .collect(Collectors.groupingBy(folders::get, LinkedHashMap::new, Collectors.toList()));
        shared.values().stream().filter(files -> files.size() > 1).forEach(files -> {
            keepApart(files, folders);
            notes.add(note(files, folders));
        });
        List<Song> songs = new ArrayList<>();
        folders.forEach((file, folder) -> songs.add(new Song(file, folder)));
        return new SongFolders(List.copyOf(songs), List.copyOf(notes));
    }

    /** Gives songs that share a folder one each: by the first rule under which they all differ from each other and the rest. */
    private static void keepApart(List<Path> files, Map<Path, Path> folders) {
        Path above = commonParent(files);
        List<BinaryOperator<Path>> rules = List.of(
                SongFolders::withExtension,
                (file, folder) -> withParents(file, folder, above),
                (file, folder) -> withExtension(file, withParents(file, folder, above)));
        for (BinaryOperator<Path> rule : rules) {
            Map<Path, Path> apart = new LinkedHashMap<>(folders);
            files.forEach(file -> apart.put(file, rule.apply(file, folders.get(file))));
            if (areDistinct(files, apart)) {
                files.forEach(file -> folders.put(file, apart.get(file)));
                return;
            }
        }
        throw new MirException("The stems of " + files.get(0) + " and of " + files.get(1) + " would both go to "
                + folders.get(files.get(0)) + "; give one of them another -o.");
    }

    /** Whether each of some files has a folder that no other file has. */
    private static boolean areDistinct(List<Path> files, Map<Path, Path> folders) {
        return files.stream().allMatch(file -> Collections.frequency(folders.values(), folders.get(file)) == 1);
    }

    private static Path commonParent(List<Path> files) {
        Path common = whole(files.get(0)).getParent();
        for (Path file : files) {
            while (!whole(file).startsWith(common)) {
                common = common.getParent();
            }
        }
        return common;
    }

    private static Path withExtension(Path file, Path folder) {
        return folder.resolveSibling(file.getFileName());
    }

    private static Path withParents(Path file, Path folder, Path above) {
        Path parents = above.relativize(whole(file).getParent());
        return folder.resolveSibling(parents).resolve(folder.getFileName());
    }

    private static String note(List<Path> files, Map<Path, Path> folders) {
        return "The stems of songs of one name are kept apart: "
                + files.stream()
                        .map(file -> "those of " + file + " go to " + folders.get(file))
                        .collect(Collectors.joining(", "))
                + ".";
    }

    private static Path folder(Path file, Path base, Path output) {
        Path place = base == null ? file.getFileName() : base.relativize(file);
        return output.resolve(place.resolveSibling(nameOf(file)));
    }

    /** Whether a file lies in the output, and that is only a part of what was searched. */
    private static boolean isBelow(Path file, Path output, Path base) {
        return whole(output).startsWith(whole(base))
                && !whole(output).equals(whole(base))
                && whole(file).startsWith(whole(output));
    }

    private static Path whole(Path path) {
        return path.toAbsolutePath().normalize();
    }

    /** A file that is called {@code ..mp3} keeps its extension: its folder is not that above. */
    private static String nameOf(Path file) {
        String name = file.getFileName().toString();
        String bare = EXTENSION.matcher(name).replaceFirst("");
        return bare.isBlank() || bare.matches("\\.+") ? name : bare;
    }

    /**
     * A song and where its stems go.
     *
     * @param file of the song
     * @param folder of its stems, which need not be there yet
     */
    public record Song(Path file, Path folder) {}
}
