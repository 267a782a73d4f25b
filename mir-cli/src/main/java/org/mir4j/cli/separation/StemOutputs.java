package org.mir4j.cli.separation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mir4j.cli.output.LastCall;
import org.mir4j.cli.output.OutputFile;
import org.mir4j.core.error.MirException;
import org.mir4j.models.file.Leftovers;
import org.mir4j.models.separation.StemAudio;

/** All files of a song: they get their names together in the end, or none is left. */
final class StemOutputs implements AutoCloseable {

    private static final String PICTURE = "stems.png";

    private final LastCall lastCall;
    private final boolean force;
    private final Map<String, StemFile> stems = new LinkedHashMap<>();
    private SongFolder folder;
    private OutputFile picture;

    private StemOutputs(LastCall lastCall, boolean force) {
        this.lastCall = lastCall;
        this.force = force;
    }

    /**
     * Makes the drafts of all, so that what cannot be written is known before the work begins.
     *
     * @throws MirException if one cannot be written, or is there already and force is not used
     */
    static StemOutputs create(Path folder, SeparationRequest request, StemFile.Coding coding, LastCall lastCall) {
        StemOutputs outputs = new StemOutputs(lastCall, request.force());
        try {
            lastCall.step(() -> outputs.makeDrafts(folder, request, coding));
            return outputs;
        } catch (RuntimeException e) {
            outputs.close();
            throw e;
        }
    }

    private void makeDrafts(Path place, SeparationRequest request, StemFile.Coding coding) {
        folder = new SongFolder(place);
        Leftovers.sweep(place);
        for (String stem : request.stems()) {
            stems.put(stem, new StemFile(request.file(place, stem), force, coding, lastCall));
        }
        picture = request.plot() ? OutputFile.create(place.resolve(PICTURE), force) : null;
    }

    void write(StemAudio part) {
        stems.forEach((name, file) -> file.write(part.stems().get(name)));
    }

    /** Completes the samples, and gives each stem's largest magnitude. */
    Map<String, Float> finish() {
        Map<String, Float> peaks = new LinkedHashMap<>();
        stems.forEach((name, file) -> peaks.put(name, file.finish()));
        return peaks;
    }

    /** The samples of each stem as a file of floats, until they are {@link #encode encoded}. */
    Map<String, Path> floats() {
        Map<String, Path> floats = new LinkedHashMap<>();
        stems.forEach((name, file) -> floats.put(name, file.floats()));
        return floats;
    }

    /** Where the picture is drawn for now. */
    Path picture() {
        return picture.draft();
    }

    void encode(CommonGain gain) {
        stems.values().forEach(file -> file.encode(gain.factor()));
    }

    /** Gives the files their names. */
    List<Path> commit() {
        List<Path> files = new ArrayList<>();
        lastCall.step(() -> {
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

    /** What has replaced a file cannot be taken back. */
    private void takeBack(List<Path> files) {
        if (!force) {
            files.forEach(file -> file.toFile().delete());
        }
    }

    @Override
    public void close() {
        stems.values().forEach(StemFile::close);
        if (picture != null) {
            picture.close();
        }
        if (folder != null) {
            folder.close();
        }
    }
}
