// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training.separation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.mir4j.audio.spectral.Stft;
import org.mir4j.core.dataset.Checksum;
import org.mir4j.core.dataset.Dataset;
import org.mir4j.core.error.DatasetException;
import org.mir4j.models.ModelOptions;
import org.mir4j.models.cache.ContentCache;
import org.mir4j.models.card.MaskingTask;
import org.mir4j.models.card.ModelCard;
import org.mir4j.models.card.Source;
import org.mir4j.models.checkpoint.Tensor;
import org.mir4j.models.layer.ForwardContext;
import org.mir4j.models.masking.MaskNetwork;
import org.mir4j.models.store.InstalledModel;
import org.mir4j.models.store.ModelStore;
import org.mir4j.models.training.ParameterGroups;
import org.mir4j.models.training.TrainingListener;
import org.mir4j.models.training.TrainingRequest;
import org.mir4j.models.training.TrainingTask;

/** Trains a separator on mixtures that are made as they are needed, of songs with their stems. */
@SuppressWarnings("exports") // networks are inside of this module
public final class SeparationTraining implements TrainingTask<StemBatch, StemValidation> {

    private static final String UNKNOWN_SHA256 = "0".repeat(64);
    private static final double DIGITS = 1e2;

    private final SeparationRecipe recipe;
    private final MaskingTask task;
    private final TrainingRequest request;
    private final Optional<InstalledModel> init;
    private final Map<String, InstalledModel> teacherModels = new LinkedHashMap<>(); // by their names in the recipe
    private final Optional<StemTeachers> teachers;
    private final List<StemLibrary.Song> train;
    private final List<StemLibrary.Song> validation;
    private MaskNetwork network; // from here on built
    private NDManager manager;
    private Stft stft;
    private StemLoss loss;
    private Remixer remixer; // from here on prepared
    private StemValidator validator;
    private List<StemSong> taught;

    /**
     * @param recipe how it is made
     * @param datasets finds the dataset in a folder that the recipe names
     * @param request where the training takes place
     * @param store of the model to start from
     * @throws org.mir4j.core.error.MirException if a model or a split that the recipe names cannot be had
     */
    public SeparationTraining(
            SeparationRecipe recipe,
            BiFunction<Path, String, Dataset> datasets,
            TrainingRequest request,
            ModelStore store) {
        this.recipe = recipe;
        this.request = request;
        task = recipe.separator();
        init = Optional.ofNullable(recipe.init()).map(store::requireHere);
        init.ifPresent(model -> model.card().requireTensors());
        teachers = Optional.ofNullable(recipe.teachers()).map(settings -> teachers(settings, store));
        StemLibrary library = new StemLibrary(task, datasets, request.root(), teachers.isPresent());
        List<StemLibrary.Song> songs = library.songs(recipe.data().train());
        boolean apart = recipe.data().holdOut() == 0;
        Set<StemLibrary.Song> heldOut = apart ? Set.of() : heldOut(songs);
        train = library.complete(
                songs.stream().filter(song -> !heldOut.contains(song)).toList());
        validation = apart ? library.complete(library.songs(recipe.data().validation())) : List.copyOf(heldOut);
        requirePupils();
    }

    private StemTeachers teachers(StemTeacherSettings settings, ModelStore store) {
        settings.models().forEach(name -> teacherModels.put(name, store.requireHere(name)));
        return new StemTeachers(
                List.copyOf(teacherModels.values()),
                task,
                ModelOptions.standard().withDevice(request.device()));
    }

    /** A part of the songs of which all stems can be had, by the seed and their names alone, at least one. */
    private Set<StemLibrary.Song> heldOut(List<StemLibrary.Song> songs) {
        List<StemLibrary.Song> whole =
                songs.stream().filter(StemLibrary.Song::isWhole).toList();
        long count = Math.max(1, Math.round(recipe.data().holdOut() * whole.size()));
        if (count >= whole.size()) {
            throw new DatasetException("The recipe holds out " + count + " of " + whole.size()
                    + " songs of which all stems can be had to validate on, and leaves none to train on.");
        }
        Comparator<StemLibrary.Song> byChance =
                Comparator.comparing(song -> Checksum.fingerprint(Stream.of(Long.toString(recipe.seed()), song.id())));
        return whole.stream().sorted(byChance).limit(count).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Teachers that nobody needs are a mistake in the recipe. */
    private void requirePupils() {
        if (teachers.isPresent()
                && Stream.concat(train.stream(), validation.stream())
                        .noneMatch(song -> song.mixture().isPresent())) {
            throw new DatasetException(
                    "The recipe has teachers, and all of its songs have stems: leave 'teachers' out, or"
                            + " add recordings without stems (dataset: audio-files).");
        }
    }

    @Override
    public SeparationRecipe recipe() {
        return recipe;
    }

    @Override
    public Map<String, String> identity() {
        Map<String, String> data = new LinkedHashMap<>();
        data.put("songs to train on", fingerprint(train));
        data.put("songs to validate on", fingerprint(validation));
        init.ifPresent(model -> data.put("weights of init", model.card().weightsSha256()));
        teacherModels.forEach((name, model) ->
                data.put("weights of teacher " + name, model.card().weightsSha256()));
        return data;
    }

    private static String fingerprint(List<StemLibrary.Song> songs) {
        return songs.size() + ", "
                + Checksum.fingerprint(songs.stream()
                        .flatMap(song -> Stream.concat(
                                Stream.of(song.id()),
                                song.stems().stream().map(stem -> Integer.toString(stem.size())))));
    }

    @Override
    public ParameterGroups build(NDManager manager) {
        this.manager = manager;
        int bins = task.stft().bins();
        network = task.network().build(task.channels(), bins, task.stems().size());
        stft = new Stft(task.stft(), manager);
        loss = new StemLoss(
                recipe.loss(), stft, network.sharesMixture() && task.stems().size() == 2);
        return ParameterGroups.whole(network, new Shape(1, task.channels(), bins, recipe.frames()));
    }

    @Override
    public Map<String, Tensor> initialWeights() {
        return init.map(model -> task.network().fitted(model.weights())).orElse(Map.of());
    }

    @Override
    public String prepare(TrainingListener listener) {
        teachers.map(StemTeachers::restrictions).orElse(List.of()).forEach(listener::warned);
        List<StemSong> trainSongs;
        List<StemSong> validationSongs;
        try (ContentCache cache = new ContentCache(request.cache(), listener::warned)) {
            trainSongs = songs(train, "to train on", cache, listener);
            validationSongs = songs(validation, "to validate on", cache, listener);
        }
        int length = (recipe.frames() - 1) * task.stft().hop() + task.stft().fftSize();
        double power = recipe.teachers() == null ? 1 : recipe.teachers().confidence();
        remixer = new Remixer(trainSongs, recipe.remix(), power, task.channels(), length, recipe.seed());
        taught = trainSongs.stream().filter(StemSong::isTaught).toList();
        validator = new StemValidator(task, validationSongs, length);
        return recordings(trainSongs, validationSongs);
    }

    private List<StemSong> songs(
            List<StemLibrary.Song> songs, String purpose, ContentCache cache, TrainingListener listener) {
        List<StemLibrary.Song> known =
                songs.stream().filter(song -> song.mixture().isEmpty()).toList();
        List<StemLibrary.Song> unknown =
                songs.stream().filter(song -> song.mixture().isPresent()).toList();
        List<StemSong> all = new ArrayList<>();
        if (!known.isEmpty()) {
            all.addAll(new StemDecoder(task.sampleRate(), task.channels(), cache, listener).songs(known, purpose));
        }
        if (!unknown.isEmpty()) {
            all.addAll(teachers.orElseThrow().songs(unknown, purpose, cache, stft, manager, listener));
        }
        if (all.isEmpty()) {
            throw new DatasetException("None of the " + songs.size() + " songs " + purpose + " can be read.");
        }
        return all;
    }

    private static String recordings(List<StemSong> train, List<StemSong> validation) {
        return train.size() + " and " + validation.size() + ", "
                + Checksum.fingerprint(Stream.concat(train.stream(), validation.stream())
                        .flatMap(song -> Stream.of(song.id(), song.content())));
    }

    @Override
    public int steps() {
        return recipe.steps();
    }

    @Override
    public IntFunction<StemBatch> batches(int epoch) {
        return step -> batch((long) epoch * recipe.steps() + step);
    }

    private StemBatch batch(long step) {
        return StemBatch.of(IntStream.range(0, recipe.batch())
                .mapToObj(place -> remixer.mixture(step * recipe.batch() + place))
                .toList());
    }

    @Override
    public Supplier<NDArray> loss(StemBatch batch, ForwardContext pass, NDManager scope, Random random) {
        Spectra spectra = spectra(batch, scope);
        return () -> loss.of(masks(spectra, pass), spectra);
    }

    private NDArray masks(Spectra spectra, ForwardContext pass) {
        return network.forward(pass.parameters(), new NDList(spectra.magnitudes()), pass.training())
                .singletonOrThrow();
    }

    private Spectra spectra(StemBatch batch, NDManager scope) {
        int stems = task.stems().size();
        int rows = batch.size() * stems * task.channels();
        int length = batch.samples().length / rows;
        NDArray samples = scope.create(batch.samples(), new Shape(rows, length));
        Optional<NDArray> weights =
                batch.weights().length == 0 ? Optional.empty() : Optional.of(scope.create(batch.weights()));
        NDArray frames = stft.framed(samples);
        Shape shape = frames.getShape();
        return new Spectra(
                frames.reshape(batch.size(), stems, task.channels(), shape.get(1), shape.get(2)), samples, weights);
    }

    @Override
    public Optional<StemValidation> validate(ForwardContext pass, NDManager manager, BooleanSupplier stopped) {
        return validator.validate(batch -> errors(batch, pass, manager), stopped);
    }

    /**
     * What came out of a batch.
     *
     * @param stems the energy of each, added up over the batch
     * @param errors the energy of what is wrong with each
     * @param loss of the batch
     */
    record Errors(double[] stems, double[] errors, double loss) {}

    private Errors errors(StemBatch batch, ForwardContext pass, NDManager manager) {
        try (NDManager scope = manager.newSubManager()) {
            Spectra spectra = spectra(batch, scope);
            NDArray masks = masks(spectra, pass);
            double cost = loss.of(masks, spectra).getFloat();
            NDArray stems = spectra.stems();
            NDArray error = spectra.mixture().expandDims(1).mul(masks).sub(stems);
            return new Errors(energies(stems), energies(error), cost);
        }
    }

    /** By Parseval's theorem as good as those of the samples, but for the windows at the ends. */
    private static double[] energies(NDArray spectra) {
        float[] sums = spectra.abs().square().sum(new int[] {0, 2, 3, 4}).toFloatArray();
        double[] energies = new double[sums.length];
        for (int stem = 0; stem < sums.length; stem++) {
            energies[stem] = sums[stem];
        }
        return energies;
    }

    @Override
    public ModelCard card(StemValidation figures, int epoch) {
        String stems = String.join(", ", task.stems());
        return new ModelCard(
                recipe.name(),
                recipe.summary() == null ? "separates " + stems : recipe.summary(),
                new Source(null, recipe.name() + ".safetensors", UNKNOWN_SHA256, List.of(), List.of(), null),
                recipe.licence(),
                teachers.map(StemTeachers::citations).orElse(List.of()),
                scores(figures, epoch),
                notes(),
                null,
                task);
    }

    private List<String> notes() {
        List<String> notes = new ArrayList<>(recipe.notes());
        teachers.filter(any -> !taught.isEmpty()).ifPresent(all -> notes.addAll(all.notes(taught)));
        return notes;
    }

    private List<ModelCard.MeasuredScore> scores(StemValidation found, int epoch) {
        List<ModelCard.MeasuredScore> scores = new ArrayList<>();
        boolean byTeachers = validation.stream().anyMatch(song -> song.mixture().isPresent());
        String truth = byTeachers ? ", where songs have no stems by those of the teachers" : "";
        found.figures().forEach((name, value) -> {
            if (!value.isNaN() && !name.equals(found.metric())) {
                scores.add(new ModelCard.MeasuredScore(
                        name.replace("sdr_", "SDR of "),
                        Math.round(value * DIGITS) / DIGITS,
                        validator.songs() + " songs, median of the energy of a stem to that of its error, in dB"
                                + truth,
                        "validation of epoch " + epoch));
            }
        });
        return scores;
    }
}
