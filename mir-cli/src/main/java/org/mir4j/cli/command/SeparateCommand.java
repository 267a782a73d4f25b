// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.command;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.mir4j.audio.io.AudioFormat;
import org.mir4j.cli.command.SongFolders.Song;
import org.mir4j.cli.input.AudioInputs;
import org.mir4j.core.error.AudioException;
import org.mir4j.core.error.MirException;
import org.mir4j.models.ModelOptions;
import org.mir4j.models.card.ModelCard;
import org.mir4j.models.separation.Ensemble;
import org.mir4j.models.separation.SeparationOptions;
import org.mir4j.models.separation.SongSeparator;
import org.mir4j.models.store.InstalledModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code mir separate}. */
@Command(
        name = "separate",
        description = {
            "Separates songs into stems: voice, accompaniment, and whatever else the model knows.",
            "The stems of song.mp3 become DIR/song/vocals.wav and so on; songs below a directory go to folders that lie"
                    + " in DIR as they do there. Two formats of one song keep their endings: DIR/song.mp3, DIR/song.flac. Stems have the song's rate, channels, length and level."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class SeparateCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @ParentCommand
    private MirCommand mir;

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE|DIR|GLOB|-",
            description = "audio files, directories of them, patterns, pipes; - is standard input")
    private List<String> inputs;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "DIR",
            description = "where the folders of the songs go")
    private Path output;

    @Mixin
    private SeparatorOptions models;

    @Mixin
    private ShiftOptions shifts;

    @Mixin
    private StemOptions stems;

    @Mixin
    private PartOptions part;

    @Mixin
    private StreamOption stream;

    @Option(
            names = "--format",
            paramLabel = "wav|flac|mp3",
            defaultValue = "wav",
            description = "how to write (default: ${DEFAULT-VALUE})")
    private String format;

    @Option(
            names = "--bits",
            paramLabel = "16|24|32f",
            description = "bits per sample; 32f, of wav only, are floats (default: 16)")
    private String bits;

    @Option(names = "--plot", description = "draw stems.png beside them: spectrograms of song and stems")
    private boolean plot;

    @Option(
            names = "--filename",
            paramLabel = "PATTERN",
            defaultValue = FileNamePattern.USUAL,
            description = "how files are called below DIR (default: ${DEFAULT-VALUE}); {model} is the model's name")
    private String fileName;

    @Option(names = "--force", description = "replace files that are there already")
    private boolean force;

    @Option(
            names = "--resume",
            description = "leave songs whose stems are there, whole, of the same song, model and options")
    private boolean resume;

    @Option(
            names = "--jobs",
            paramLabel = "N",
            defaultValue = "1",
            description = "songs separated at once, which share the cores; each takes its memory"
                    + " (default: ${DEFAULT-VALUE})")
    private int jobs;

    @Mixin
    private DeviceOptions device;

    @Override
    public Integer call() {
        AudioFormat coding = format();
        part.requireSense();
        stream.requireSense();
        models.requireSense();
        if (output.toString().isEmpty()) {
            throw wrong("-o names a directory, got an empty name.");
        }
        FileNamePattern pattern = right(() -> new FileNamePattern(fileName));
        int atOnce = Counts.of(spec, "--jobs", jobs, Runtime.getRuntime().availableProcessors());
        AudioInputs found = AudioInputs.of(inputs, mir.spool());
        SeparationJournal journal = SeparationJournal.of(output);
        List<Song> songs = songs(found, journal);
        ModelOptions network = device.apply(Math.max(1, Math.min(atOnce, songs.size())));
        found.failures().forEach(mir::show);
        if (songs.isEmpty()) {
            return nothingDone(found);
        }
        List<InstalledModel> required = models.require();
        List<InstalledModel> installed = shifts.apply(required);
        SeparationOptions options = options(coding, installed);
        SeparationPlan all =
                right(() -> new SeparationPlan(output, pattern, Ensemble.name(installed), options, plot, songs));
        Map<String, String> settings = settings(options, required);
        SeparationPlan left = resume ? left(all, journal, settings) : all;
        int failures = found.failures().size();
        if (left.songs().isEmpty()) {
            return ExitCode.of(songs.size(), failures);
        }
        try (SongSeparator separator = models.load(installed, network)) {
            SeparationRun run = new SeparationRun(mir, left, journal, settings, resume);
            run.separate(separator, Math.min(atOnce, left.songs().size()));
            int before = songs.size() - left.songs().size();
            return ExitCode.of(before + run.done(), run.failed() + failures);
        }
    }

    private SeparationOptions options(AudioFormat coding, List<InstalledModel> installed) {
        List<ModelCard> cards = installed.stream().map(InstalledModel::card).toList();
        return stems.apply(SeparationOptions.standard(), cards)
                .withFormat(coding)
                .withTrack(stream.number())
                .withPart(part.start(), part.duration())
                .withReplacing(force);
    }

    /** All that stems depend on but the song: those of others are not resumed. */
    private Map<String, String> settings(SeparationOptions options, List<InstalledModel> installed) {
        Map<String, String> settings = new LinkedHashMap<>(models.identity(installed));
        settings.put(
                "--format",
                options.format().container() + " " + options.format().bits());
        settings.putAll(shifts.settings());
        settings.put("--residual", String.valueOf(options.residual()));
        settings.put("--start", String.valueOf(options.start()));
        if (options.twoStems() != null) {
            settings.put("--two-stems", options.twoStems());
        }
        if (options.track() >= 0) {
            settings.put("--stream", String.valueOf(options.track()));
        }
        if (Double.isFinite(options.duration())) {
            settings.put("--duration", String.valueOf(options.duration()));
        }
        return settings;
    }

    /** The songs that are not separated yet. */
    private SeparationPlan left(SeparationPlan all, SeparationJournal journal, Map<String, String> settings) {
        List<Song> left = all.songs().stream()
                .filter(song -> !journal.areWhole(all.files(song), song.file(), settings))
                .toList();
        int before = all.songs().size() - left.size();
        if (before > 0) {
            mir.say("Resuming: " + before + " of " + all.songs().size() + " songs are separated already.");
        }
        return all.of(left);
    }

    private int nothingDone(AudioInputs found) {
        if (found.failures().isEmpty()) {
            spec.commandLine()
                    .getErr()
                    .println("mir: All audio files that were found lie in " + output
                            + ", where earlier stems lie; to separate one, name the file itself.");
        }
        return ExitCode.NOTHING_DONE;
    }

    private AudioFormat format() {
        try {
            return bits == null ? AudioFormat.of(format) : AudioFormat.of(format, bits);
        } catch (AudioException e) {
            throw wrong(e.getMessage());
        }
    }

    private List<Song> songs(AudioInputs found, SeparationJournal journal) {
        return right(() -> {
            SongFolders folders = SongFolders.plan(found, output, journal::knows);
            folders.notes().forEach(mir::say);
            return folders.songs();
        });
    }

    /** Something that fails only if it is used wrongly. */
    private <T> T right(Supplier<T> use) {
        try {
            return use.get();
        } catch (MirException e) {
            throw wrong(e.getMessage());
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
