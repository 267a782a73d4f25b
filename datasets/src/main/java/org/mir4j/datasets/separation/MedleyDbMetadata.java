// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.datasets.separation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.mir4j.core.error.DatasetException;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * What MedleyDB's YAML file says of a song.
 *
 * @param mixture the name of the mixture's file
 * @param stemFolder the name of the folder of the stems
 * @param stems the stems, by their numbers
 * @param bleed whether a microphone has heard instruments of other stems
 */
record MedleyDbMetadata(String mixture, String stemFolder, List<Stem> stems, boolean bleed) {

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
            for (Map.Entry<?, ?> entry : map(song.get("stems"), "stems", file).entrySet()) {
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
