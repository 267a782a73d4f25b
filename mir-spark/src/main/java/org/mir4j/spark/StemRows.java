// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.spark;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.spark.sql.Row;
import org.mir4j.audio.io.AudioNotice;
import org.mir4j.core.error.MirException;
import org.mir4j.models.Progress;
import org.mir4j.models.ProgressListener;
import org.mir4j.models.separation.SeparatedFiles;
import org.mir4j.models.separation.Separator;

/** Separates songs, and puts their stems where they belong. */
final class StemRows extends RecordingRows {

    private static final long serialVersionUID = 1L;

    private final SharedModel model;
    private final StemSettings settings;
    private final StemTable table;
    private final StemFolders folders;

    StemRows(RecordingSource source, SharedModel model, StemSettings settings, StemTable table) {
        super(source);
        this.model = model;
        this.settings = settings;
        this.table = table;
        folders = new StemFolders(source, settings.directory());
    }

    @Override
    void work(Iterator<LocalRecording> recordings, Consumer<Row> results) {
        Separator separator = model.separator(); // if it cannot be loaded, that is no recording's fault
        while (recordings.hasNext()) {
            Path stems = ScratchDirectory.make("mir-stems-");
            try (LocalRecording song = recordings.next()) {
                results.accept(row(separator, song, stems));
            } finally {
                ScratchDirectory.delete(stems);
            }
        }
    }

    private Row row(Separator separator, LocalRecording song, Path directory) {
        SongListener listener = new SongListener();
        try {
            SeparatedFiles files = separator.separate(
                    song.require(), directory, settings.options().withListener(listener));
            List<String> warnings =
                    new ArrayList<>(listener.warnings.stream().map(song::named).toList());
            if (files.gain().factor() < 1) {
                warnings.add(String.format(
                        Locale.ROOT,
                        "The stems of %s are %.2f dB softer than in the song, or its %s would clip.",
                        song.name(),
                        files.gain().attenuation(),
                        files.gain().loudest()));
            }
            return table.separated(song.name(), listener.seconds, put(files.files(), song.name()), warnings);
        } catch (MirException e) {
            return table.failed(song.name(), song.named(TaskAttempt.sentence(e)));
        }
    }

    /** Puts all stems of a song into its folder, or none. */
    private Map<String, String> put(List<Path> files, String song) {
        Map<String, String> stems = new LinkedHashMap<>();
        try {
            for (Path file : files) {
                String name = file.getFileName().toString();
                stems.put(name.substring(0, name.lastIndexOf('.')), folders.put(file, song));
            }
            return stems;
        } catch (MirException e) {
            folders.remove(song);
            throw e;
        }
    }

    /** What there is to say of a song, and how long it is. */
    private static final class SongListener implements ProgressListener {

        private final List<String> warnings = new ArrayList<>();
        private double seconds;

        @Override
        public void progressed(Progress progress) {
            seconds = progress.seconds();
        }

        @Override
        public void noticed(AudioNotice notice) {
            warnings.add(notice.sentence());
        }
    }
}
