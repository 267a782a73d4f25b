package org.mir4j.cli.separation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.mir4j.cli.input.AudioInputs;
import org.mir4j.core.error.MirException;

/**
 * Where the stems of each song go: to a folder named like the song's file without its extension. Songs that were found
 * below a directory, or the directory before the first wild card of a pattern, are kept apart as they are there.
 */
public final class SongFolders {

    private static final Pattern EXTENSION = Pattern.compile("\\.[A-Za-z0-9]{1,5}$");

    private SongFolders() {}

    /**
     * Plans the folders.
     *
     * @param inputs the songs
     * @param output where all folders go. If it lies below a directory that was searched, what was found in it, or in the
     *     folder of a song if the two are the same, are earlier stems, and left out
     * @return the songs in order
     * @throws MirException if two songs would go to the same folder
     */
    public static List<Song> plan(AudioInputs inputs, Path output) {
        Map<Path, Path> folders = new LinkedHashMap<>();
        inputs.files()
                .forEach(
                        file -> folders.put(file, folder(file, inputs.searched().get(file), output)));
        Set<Path> wholeFolders =
                folders.values().stream().map(SongFolders::whole).collect(Collectors.toSet());
        Map<Path, Path> songs = new LinkedHashMap<>();
        List<Song> planned = new ArrayList<>();
        folders.forEach((file, folder) -> {
            Path base = inputs.searched().get(file);
            boolean earlier = base != null
                    && (isBelow(file, output, base)
                            || wholeFolders.contains(whole(file).getParent()));
            if (earlier) {
                return;
            }
            Path other = songs.putIfAbsent(folder, file);
            if (other != null) {
                throw clash(other, file, folder);
            }
            planned.add(new Song(file, folder));
        });
        return List.copyOf(planned);
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

    private static MirException clash(Path one, Path other, Path folder) {
        boolean neighbours = whole(one).getParent().equals(whole(other).getParent());
        return new MirException("The stems of " + one + " and of " + other + " would both go to " + folder
                + "; give one of them another -o"
                + (neighbours ? "." : ", or name a directory above both: what lies below it is kept apart."));
    }
}
