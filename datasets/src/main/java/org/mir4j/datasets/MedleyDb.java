// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.datasets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.mir4j.core.dataset.DatasetCard;
import org.mir4j.core.dataset.DatasetFile;
import org.mir4j.core.dataset.Recording;
import org.mir4j.core.dataset.SeparationProtocol;
import org.mir4j.core.dataset.StemSplit;
import org.mir4j.core.dataset.StemTrack;
import org.mir4j.core.error.DatasetException;
import org.mir4j.core.error.Remedy;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * MedleyDB, version 1: multitrack recordings with one stem per instrument. For separation, the stems in which there is
 * nothing but voices are the vocals, and all others the accompaniment.
 */
final class MedleyDb extends StemDataset {

    /** The voices of MedleyDB's taxonomy of instruments, without the crowd of a concert. */
    private static final Set<String> VOICES = Set.of(
            "male singer",
            "female singer",
            "male speaker",
            "female speaker",
            "male rapper",
            "female rapper",
            "beatboxing",
            "vocalists",
            "choir",
            "male screamer",
            "female screamer");

    private static final String METADATA_SUFFIX = "_METADATA.yaml";
    private static final List<String> STEMS = List.of("vocals", "accompaniment");

    private final List<String> listed = NameList.ofResource(MedleyDb.class, "medleydb-v1.txt");

    MedleyDb() {
        super(makeCard());
    }

    private static DatasetCard makeCard() {
        return DatasetCard.of("medleydb", "MedleyDB 1.0")
                .content("122 songs with one stem per instrument, 64 of them with voice; 44.1 kHz stereo. The"
                        + " mixtures were mastered: the stems sum to them only approximately. 46 of the songs are in"
                        + " MUSDB18's training half too.")
                .citation("R. Bittner, J. Salamon, M. Tierney, M. Mauch, C. Cannam, J. P. Bello: MedleyDB: A multitrack"
                        + " dataset for annotation-intensive MIR research, ISMIR 2014")
                .licence("CC BY-NC-SA 4.0")
                .homepage("https://medleydb.weebly.com")
                .obtaining(
                        "Ask for the audio on the homepage. If it came without the files _METADATA.yaml, take them from"
                                + " medleydb/data/Metadata in https://github.com/marl/medleydb and put them into ROOT/Metadata.")
                .layout(
                        """
                    ROOT/
                      Audio/  122 folders
                        AClassicEducation_NightOwl/
                          AClassicEducation_NightOwl_MIX.wav
                          AClassicEducation_NightOwl_METADATA.yaml    here, or in ROOT/Metadata/
                          AClassicEducation_NightOwl_STEMS/
                            AClassicEducation_NightOwl_STEM_01.wav
                            ...
                        ...
                    songs of version 2 in the same folders are taken too
                    """)
                .split("vocals", "the songs that have a stem of voices: 64 of version 1")
                .split("vocals-clean", "those of them without bleed of the other instruments")
                .split("all", "all songs; those without voices have silent vocals")
                .build();
    }

    @Override
    public List<DatasetFile> files(Path root) {
        List<DatasetFile> files = new ArrayList<>();
        Set<String> songs = new TreeSet<>(listed);
        songs.addAll(songsIn(root));
        for (String song : songs) {
            Optional<Path> metadata = metadata(root, song);
            files.add(file(root, metadata.orElse(folder(root, song).resolve(song + METADATA_SUFFIX))));
            metadata.map(found -> track(root, song, MedleyDbMetadata.read(found)))
                    .ifPresent(
                            track -> track.recordings().forEach(recording -> files.add(file(root, recording.file()))));
        }
        return files;
    }

    private static DatasetFile file(Path root, Path path) {
        return new DatasetFile(root.relativize(path), Optional.empty());
    }

    @Override
    StemSplit read(Path root, String split) {
        List<StemTrack> tracks = new ArrayList<>();
        for (String song : songsIn(root)) {
            Path file = metadata(root, song)
                    .orElseThrow(() -> new DatasetException("MedleyDB's song " + song + " has no metadata: there is no "
                            + song + METADATA_SUFFIX + " in " + folder(root, song) + " or " + root.resolve("Metadata")
                            + "."));
            MedleyDbMetadata metadata = MedleyDbMetadata.read(file);
            StemTrack track = track(root, song, metadata);
            boolean voiced = !track.stems().get("vocals").isEmpty();
            if (split.equals("all") || voiced && (split.equals("vocals") || !metadata.bleed())) {
                tracks.add(track);
            }
        }
        return new StemSplit(SeparationProtocol.BSS_EVAL_V4, STEMS, tracks);
    }

    /** The songs that have a folder, in the order of their names. */
    private List<String> songsIn(Path root) {
        Path audio = root.resolve("Audio");
        if (!Files.isDirectory(audio)) {
            throw new DatasetException("MedleyDB is not in " + root + ": there is no folder Audio.")
                    .with(Remedy.DATASET_LAYOUT);
        }
        try (Stream<Path> folders = Files.list(audio)) {
            return folders.filter(Files::isDirectory)
                    .map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new DatasetException("The songs of MedleyDB in " + audio + " cannot be listed: " + e + ".", e);
        }
    }

    private static Path folder(Path root, String song) {
        return root.resolve("Audio").resolve(song);
    }

    private static Optional<Path> metadata(Path root, String song) {
        return Stream.of(folder(root, song), root.resolve("Metadata"))
                .map(folder -> folder.resolve(song + METADATA_SUFFIX))
                .filter(Files::exists)
                .findFirst();
    }

    private static StemTrack track(Path root, String song, MedleyDbMetadata metadata) {
        Path folder = folder(root, song);
        List<Recording> vocals = new ArrayList<>();
        List<Recording> accompaniment = new ArrayList<>();
        for (MedleyDbMetadata.Stem stem : metadata.stems()) {
            Recording recording =
                    Recording.of(folder.resolve(metadata.stemFolder()).resolve(stem.file()));
            (isVoices(stem) ? vocals : accompaniment).add(recording);
        }
        Map<String, List<Recording>> stems = new LinkedHashMap<>();
        stems.put("vocals", vocals);
        stems.put("accompaniment", accompaniment);
        return new StemTrack(song, Optional.of(Recording.of(folder.resolve(metadata.mixture()))), stems);
    }

    private static boolean isVoices(MedleyDbMetadata.Stem stem) {
        return !stem.instruments().isEmpty() && VOICES.containsAll(stem.instruments());
    }

    /**
     * What MedleyDB's YAML file says of a song.
     *
     * @param mixture the name of the mixture's file
     * @param stemFolder the name of the folder of the stems
     * @param stems the stems, by their numbers
     * @param bleed whether the stems have bleed of other instruments
     */
    private record MedleyDbMetadata(String mixture, String stemFolder, List<Stem> stems, boolean bleed) {

        /**
         * A stem.
         *
         * @param file its name
         * @param instruments what sounds in it
         */
        record Stem(String file, List<String> instruments) {}

        static MedleyDbMetadata read(Path file) {
            try {
                Object root = new Load(
                                LoadSettings.builder().setLabel(file.toString()).build())
                        .loadFromString(Files.readString(file));
                Map<?, ?> song = map(root, "the song", file);
                List<Stem> stems = new ArrayList<>();
                for (Map.Entry<?, ?> entry :
                        map(song.get("stems"), "stems", file).entrySet()) {
                    stems.add(stem(map(entry.getValue(), "stem " + entry.getKey(), file), file));
                }
                return new MedleyDbMetadata(
                        text(song.get("mix_filename"), "mix_filename", file),
                        text(song.get("stem_dir"), "stem_dir", file),
                        List.copyOf(stems),
                        "yes".equals(song.get("has_bleed")));
            } catch (IOException e) {
                throw new DatasetException("MedleyDB's metadata " + file + " cannot be read: " + e + ".", e);
            } catch (YamlEngineException e) {
                String reason = e.getMessage().lines().findFirst().orElse("");
                throw new DatasetException("MedleyDB's metadata " + file + " is no YAML: " + reason + ".", e);
            }
        }

        private static Stem stem(Map<?, ?> stem, Path file) {
            Object instrument = stem.get("instrument");
            List<String> instruments = new ArrayList<>();
            for (Object name :
                    instrument instanceof List<?> several ? several : List.of(instrument == null ? "" : instrument)) {
                instruments.add(name.toString());
            }
            return new Stem(text(stem.get("filename"), "filename of a stem", file), List.copyOf(instruments));
        }

        private static Map<?, ?> map(Object value, String what, Path file) {
            if (value instanceof Map<?, ?> map) {
                return map;
            }
            throw unexpected(what, "names and values", value, file);
        }

        private static String text(Object value, String what, Path file) {
            if (value instanceof String text && !text.isBlank()) {
                return text;
            }
            throw unexpected(what, "a name", value, file);
        }

        private static DatasetException unexpected(String what, String expected, Object found, Path file) {
            return new DatasetException("MedleyDB's metadata " + file + " has no " + what + " as expected: " + expected
                    + ", found " + (found == null ? "nothing" : "'" + found + "'") + ".");
        }
    }
}
