// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.command;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.mir4j.audio.io.AudioFormat;
import org.mir4j.cli.command.SongFolders.Song;
import org.mir4j.cli.input.AudioInputs;
import org.mir4j.core.error.AudioException;
import org.mir4j.core.error.MirException;
import org.mir4j.core.error.ModelException;
import org.mir4j.models.ModelOptions;
import org.mir4j.models.card.ModelCard;
import org.mir4j.models.separation.SeparationOptions;
import org.mir4j.models.separation.Separator;
import org.mir4j.models.separation.StemSelection;
import org.mir4j.models.store.InstalledModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

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

    private static final String MODEL = "mir-vocals-1";

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

    @Option(
            names = {"-m", "--model"},
            paramLabel = "MODEL",
            defaultValue = MODEL,
            description = "the model (default: ${DEFAULT-VALUE}); 'mir models list' knows all")
    private String model;

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
            description = "bits a sample; 32f, of wav only, are floats (default: 16)")
    private String bits;

    @Option(names = "--plot", description = "draw stems.png beside them: spectrograms of song and stems")
    private boolean plot;

    @Option(names = "--force", description = "replace files that are there already")
    private boolean force;

    @Mixin
    private DeviceOptions device;

    @Override
    public Integer call() {
        AudioFormat coding = format();
        part.requireSense();
        stream.requireSense();
        if (output.toString().isEmpty()) {
            throw wrong("-o names a directory, got an empty name.");
        }
        ModelOptions network = device.apply();
        AudioInputs found = AudioInputs.of(inputs, mir.spool());
        List<Song> songs = songs(found);
        found.failures().forEach(mir::show);
        if (songs.isEmpty()) {
            return nothingDone(found);
        }
        InstalledModel installed =
                Models.require(model, ModelCard::separation, spec.commandLine().getErr());
        SeparationOptions options = stems.apply(SeparationOptions.standard(), installed.card())
                .withFormat(coding)
                .withTrack(stream.number())
                .withPart(part.start(), part.duration())
                .withReplacing(force);
        try (Separator separator = Separator.load(installed, network)) {
            SeparationRun run = new SeparationRun(mir, separator, options, plot);
            run.separate(songs);
            return ExitCode.of(run.done(), run.failed() + found.failures().size());
        }
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

    private List<Song> songs(AudioInputs found) {
        try {
            SongFolders folders = SongFolders.plan(found, output);
            folders.notes().forEach(mir::say);
            return folders.songs();
        } catch (MirException e) {
            throw wrong(e.getMessage());
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    /** Which stems are wanted, and what they are made of. */
    private static final class StemOptions {

        @Spec(Target.MIXEE)
        private CommandSpec spec;

        @Option(
                names = "--stems",
                paramLabel = "STEM",
                split = ",",
                description = "which stems to write, e.g. vocals,accompaniment (default: all)")
        private List<String> wanted;

        @Option(
                names = "--two-stems",
                paramLabel = "STEM",
                description = "make this stem and one of all else: accompaniment where it is vocals, no_STEM otherwise")
        private String two;

        @Option(
                names = "--residual",
                description = "make the last stem, or all else, what the others leave of the song: then they sum to it")
        private boolean residual;

        /** The options with what is wanted of the stems of a model, all that are written by name. */
        SeparationOptions apply(SeparationOptions options, ModelCard card) {
            SeparationOptions chosen =
                    options.withStems(written(selection(card), card)).withResidual(residual);
            return two == null ? chosen : chosen.withTwoStems(two.strip());
        }

        private StemSelection selection(ModelCard card) {
            List<String> outputs = card.separation().outputs();
            try {
                return two == null
                        ? StemSelection.all(outputs, residual)
                        : StemSelection.two(outputs, two.strip(), residual);
            } catch (ModelException e) {
                throw wrong(two, outputs, card);
            }
        }

        /** Which of them are written. */
        private List<String> written(StemSelection selection, ModelCard card) {
            List<String> names = selection.names();
            if (wanted == null) {
                return names;
            }
            List<String> stripped = wanted.stream().map(String::strip).toList();
            for (String stem : stripped) {
                if (!names.contains(stem)) {
                    throw wrong(stem, names, card);
                }
            }
            return names.stream().filter(stripped::contains).toList();
        }

        private ParameterException wrong(String stem, List<String> names, ModelCard card) {
            return new ParameterException(
                    spec.commandLine(),
                    "There is no stem '" + stem + "'; the model " + card.name() + " gives " + String.join(", ", names)
                            + ".");
        }
    }
}
