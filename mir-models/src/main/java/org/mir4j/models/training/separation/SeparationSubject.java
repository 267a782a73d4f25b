// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training.separation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.mir4j.core.dataset.SeparationDataset;
import org.mir4j.core.error.DatasetException;
import org.mir4j.models.card.SeparationTask;
import org.mir4j.models.checkpoint.Tensor;
import org.mir4j.models.engine.PyTorch;
import org.mir4j.models.run.Fingerprint;
import org.mir4j.models.run.RunSettings;
import org.mir4j.models.store.InstalledModel;
import org.mir4j.models.store.ModelStore;
import org.mir4j.models.training.Beginning;
import org.mir4j.models.training.Course;
import org.mir4j.models.training.Parallel;
import org.mir4j.models.training.PreparationListener;
import org.mir4j.models.training.RunIdentity;
import org.mir4j.models.training.SerialListener;
import org.mir4j.models.training.Subject;
import org.mir4j.models.training.TrainingFiles;
import org.mir4j.models.training.TrainingRequest;

/** A separator to be trained on songs with their stems. */
public final class SeparationSubject implements Subject {

    private final SeparationRecipe recipe;
    private final TrainingRequest request;
    private final Optional<InstalledModel> init;
    private final PreparationListener listener;
    private final List<StemLibrary.Song> train;
    private final List<StemLibrary.Song> validation;

    /**
     * @param recipe how it is made
     * @param datasets finds those that the recipe names
     * @param request where the training takes place
     * @param store of the model to start from
     * @param listener hears how the songs are made ready
     * @throws org.mir4j.core.error.MirException if a model or a split that the recipe names cannot be had
     */
    public SeparationSubject(
            SeparationRecipe recipe,
            Function<String, SeparationDataset> datasets,
            TrainingRequest request,
            ModelStore store,
            PreparationListener listener) {
        this.recipe = recipe;
        this.request = request;
        this.listener = new SerialListener(listener);
        init = Optional.ofNullable(recipe.init()).map(store::requireHere);
        StemLibrary library = new StemLibrary(recipe.separator(), datasets, request.root());
        train = library.songs(recipe.data().train());
        validation = library.songs(recipe.data().validation());
    }

    @Override
    public SeparationRecipe recipe() {
        return recipe;
    }

    @Override
    public RunSettings identity() {
        Map<String, String> data = new LinkedHashMap<>();
        data.put("songs to train on", fingerprint(train));
        data.put("songs to validate on", fingerprint(validation));
        init.ifPresent(model -> data.put("weights of init", model.card().weightsSha256()));
        return RunIdentity.of(recipe, data);
    }

    private static String fingerprint(List<StemLibrary.Song> songs) {
        return songs.size() + ", "
                + Fingerprint.of(songs.stream()
                        .flatMap(song -> Stream.concat(
                                Stream.of(song.id()),
                                song.stems().stream().map(stem -> Integer.toString(stem.size())))));
    }

    @Override
    public Course prepare(Beginning beginning) {
        SeparationTask task = recipe.separator();
        ClipCache cache = new ClipCache(request.cache(), task.sampleRate(), task.channels());
        List<StemSong> heard = decoded(train, cache, "to train on");
        List<StemSong> held = decoded(validation, cache, "to validate on");
        int length = (recipe.frames() - 1) * task.stft().hop() + task.stft().fftSize();
        Map<String, Tensor> start =
                beginning.isNew() ? init.map(InstalledModel::weights).orElse(Map.of()) : Map.of();
        SeparationLearner learner = beginning.learner(
                start, weights -> new SeparationLearner(recipe, weights, PyTorch.device(request.place())));
        return new SeparationCourse(
                recipe,
                learner,
                new Remixer(heard, recipe.remix(), task.channels(), length, recipe.seed()),
                new StemValidator(task, held, length),
                new SeparationPublisher(recipe, held.size(), new TrainingFiles(request.directory())),
                recordings(heard, held));
    }

    private List<StemSong> decoded(List<StemLibrary.Song> songs, ClipCache cache, String purpose) {
        Parallel.Progress progress = new Parallel.Progress(listener, "stems of songs " + purpose, songs.size());
        List<StemSong> decoded = Parallel.map(songs, song -> {
                    Optional<StemSong> made = StemLibrary.decoded(song, cache, listener);
                    progress.oneMore();
                    return made;
                })
                .stream()
                .flatMap(Optional::stream)
                .toList();
        if (decoded.isEmpty()) {
            throw new DatasetException("None of the " + songs.size() + " songs " + purpose + " can be read.");
        }
        return decoded;
    }

    private static String recordings(List<StemSong> heard, List<StemSong> held) {
        return heard.size() + " and " + held.size() + ", "
                + Fingerprint.of(Stream.concat(heard.stream(), held.stream())
                        .flatMap(song -> Stream.of(song.id(), song.content())));
    }
}
