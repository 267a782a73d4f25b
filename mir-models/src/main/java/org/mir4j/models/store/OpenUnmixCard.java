// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.store;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mir4j.audio.spectral.StftSettings;
import org.mir4j.core.error.ModelException;
import org.mir4j.models.card.MaskingTask;
import org.mir4j.models.card.MaskingTask.Segment;
import org.mir4j.models.card.MaskingTask.Wiener;
import org.mir4j.models.card.ModelCard;
import org.mir4j.models.card.Source;
import org.mir4j.models.masking.MaskNetworkSettings.OpenUnmixSettings;
import org.mir4j.models.masking.OpenUnmixWeights;

/**
 * Makes a card for files of weights as the training of Open-Unmix saves them, one a stem. How large the network is they
 * show themselves; the rest is that of a model which they are like, or else what the authors' code has by default.
 */
final class OpenUnmixCard {

    private static final int SAMPLE_RATE = 44100;
    private static final int HOPS_A_TRANSFORM = 4;
    private static final String RESIDUAL = "residual";

    /** Whole windows of the authors' 300 frames; the network receives at least 75 frames of what lies around its masks. */
    private static final Segment SEGMENT = new Segment(1500, 300);

    private static final Wiener WIENER = new Wiener(1, 300, false, null);
    private static final String CITATION =
            "Stöter, Uhlich, Liutkus, Mitsufuji, \"Open-Unmix - A reference implementation"
                    + " for music source separation\", JOSS 4(41), 2019";

    private final Optional<ModelCard> like;
    private final ImportRequest request;
    private final ImportSettings settings;

    /**
     * @param like a model whose network is an Open-Unmix, if there is one
     * @param request for the files
     */
    OpenUnmixCard(Optional<ModelCard> like, ImportRequest request) {
        this.like = like;
        this.request = request;
        settings = request.settings();
    }

    /** The card of files. */
    ModelCard of(List<ImportFile> files) {
        List<String> stems = stems(files);
        MaskingTask task = task(sizes(files), stems);
        Source source = source(files);
        return like.map(model -> model.like(request.name(), source, task))
                .orElseGet(() -> new ModelCard(
                        request.name(),
                        "imported, an Open-Unmix",
                        source,
                        ModelCard.Licence.unknown(),
                        List.of(CITATION),
                        List.of(),
                        List.of(),
                        null,
                        task));
    }

    private List<String> stems(List<ImportFile> files) {
        List<String> named = settings.stems().orElse(null);
        if (named != null && named.size() != files.size()) {
            throw new ModelException("Open-Unmix has a file for each stem, and there are " + files.size()
                    + " files and the stems " + String.join(", ", named) + "; name as many of either.");
        }
        Map<String, ImportFile> byStem = new LinkedHashMap<>();
        for (int i = 0; i < files.size(); i++) {
            String stem = named == null ? files.get(i).stem() : named.get(i);
            ImportFile other = byStem.put(stem, files.get(i));
            if (other != null) {
                throw new ModelException(other.path() + " and " + files.get(i).path() + " are both of the stem '" + stem
                        + "'; name the stems in the order of their files.");
            }
        }
        return List.copyOf(byStem.keySet());
    }

    private OpenUnmixWeights sizes(List<ImportFile> files) {
        OpenUnmixWeights first = null;
        for (ImportFile file : files) {
            OpenUnmixWeights sizes = sizes(file);
            first = first == null ? sizes : first;
            if (!sizes.equals(first)) {
                throw new ModelException("The files are not of one model: "
                        + files.get(0).path() + " has " + first + ", and " + file.path() + " has " + sizes + ".");
            }
        }
        return first;
    }

    private static OpenUnmixWeights sizes(ImportFile file) {
        try {
            return OpenUnmixWeights.of(file.tensors());
        } catch (IllegalArgumentException e) {
            throw new ModelException(file.path() + " cannot be imported: " + e.getMessage() + ".", e);
        }
    }

    private MaskingTask task(OpenUnmixWeights sizes, List<String> stems) {
        try {
            return like.isPresent()
                    ? taskLike(like.get(), sizes, stems)
                    : task(StftSettings.hann(sizes.fftSize(), hop(sizes)), sizes, stems);
        } catch (IllegalArgumentException e) {
            throw request.refusal(e);
        }
    }

    private int hop(OpenUnmixWeights sizes) {
        return settings.hop().orElse(Math.max(1, sizes.fftSize() / HOPS_A_TRANSFORM));
    }

    private MaskingTask task(StftSettings stft, OpenUnmixWeights sizes, List<String> stems) {
        int rate = settings.sampleRate().orElse(SAMPLE_RATE);
        return new MaskingTask(
                rate, sizes.channels(), stft, sizes.settings(), stems, SEGMENT, withResidual(WIENER, SEGMENT, stems));
    }

    private MaskingTask taskLike(ModelCard model, OpenUnmixWeights sizes, List<String> stems) {
        MaskingTask task = (MaskingTask) model.separation();
        StftSettings stft = task.stft();
        OpenUnmixWeights expected =
                OpenUnmixWeights.of((OpenUnmixSettings) task.network(), task.channels(), stft.bins());
        if (!sizes.equals(expected)) {
            throw new IllegalArgumentException(
                    "the files are of another size than " + model.name() + ": they have " + sizes + ", expected "
                            + expected + "; " + OpenUnmixImport.NAME + " in the place of that name takes any size");
        }
        int hop = settings.hop().orElse(stft.hop());
        return new MaskingTask(
                settings.sampleRate().orElse(task.sampleRate()),
                task.channels(),
                new StftSettings(stft.fftSize(), stft.windowLength(), hop, stft.window(), stft.padding()),
                task.network(),
                stems,
                task.segment(),
                withResidual(task.wiener(), task.segment(), stems));
    }

    /** With one stem alone the authors' filter has nothing to tell apart. */
    private Wiener withResidual(Wiener wiener, Segment segment, List<String> stems) {
        if (!settings.residual() && stems.size() > 1) {
            return wiener;
        }
        Wiener filter = wiener == null ? new Wiener(0, segment.step(), false, null) : wiener;
        String residual = filter.residual() == null ? RESIDUAL : filter.residual();
        return new Wiener(filter.iterations(), filter.window(), filter.softmask(), residual);
    }

    private static Source source(List<ImportFile> files) {
        List<Source.Part> parts = new ArrayList<>();
        for (ImportFile file : files) {
            parts.add(new Source.Part(null, file.name(), file.sha256(), OpenUnmixWeights.prefix(parts.size())));
        }
        return new Source(null, null, null, OpenUnmixWeights.IGNORED, List.of(), null, parts);
    }
}
