// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * The same models through DJL's own door, for those who know DJL and for DJL Serving.
 *
 * <p>The zoo registers itself, and a model is found by its name:
 *
 * <pre>{@code
 * Criteria<Audio, Classifications> criteria = Criteria.builder()
 *         .setTypes(Audio.class, Classifications.class)
 *         .optGroupId("org.mir4j")
 *         .optArtifactId("msd-fcn")
 *         .optArgument("topK", 10)
 *         .build();
 * try (ZooModel<Audio, Classifications> model = criteria.loadModel();
 *         Predictor<Audio, Classifications> predictor = model.newPredictor()) {
 *     Classifications tags = predictor.predict(new Audio(samples, 44100, 2));
 * }
 * }</pre>
 *
 * <p>Audio of another rate is resampled, and several channels are mixed, as those of files are.
 *
 * <p>Arguments of taggers: {@code windows}, a number of windows spread over the recording in place of consecutive ones, and
 * {@code topK}, how many tags {@code Classifications} shows of itself; it always holds all of them.
 *
 * <p>Separators turn {@code Audio} into {@link org.mir4j.models.separation.StemAudio}, of the same rate, channels and length:
 *
 * <pre>{@code
 * Criteria<Audio, StemAudio> criteria = Criteria.builder()
 *         .setTypes(Audio.class, StemAudio.class)
 *         .optGroupId("org.mir4j")
 *         .optArtifactId("mir-vocals-2")
 *         .build();
 * }</pre>
 *
 * <p>For taggers, DJL Serving takes a directory with nothing but this {@code serving.properties}, and then files of any audio format:
 *
 * <pre>
 * engine=PyTorch
 * blockFactory=org.mir4j.models.zoo.TaggingBlockFactory
 * translatorFactory=org.mir4j.models.zoo.TaggingTranslatorFactory
 * mirModel=msd-fcn
 * option.hasParameter=false
 * </pre>
 */
package org.mir4j.models.zoo;
