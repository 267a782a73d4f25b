// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.command;

import java.nio.file.Path;
import java.util.function.Consumer;
import org.mir4j.audio.io.AudioNotice;
import org.mir4j.audio.io.AudioReader;
import org.mir4j.audio.streaming.FileSource;
import org.mir4j.audio.streaming.MicrophoneSource;
import org.mir4j.audio.streaming.SampleSource;

/**
 * What is listened to.
 *
 * @param file the audio file, or null for the microphone
 * @param stream which of the file's audio streams, counted from 0, or -1 for the main one
 * @param start where to start in the file, in seconds
 * @param duration how long to listen, in seconds; infinite for all of a file
 * @param notices hears of what is to be said of the file
 */
record FeatureInput(Path file, int stream, double start, double duration, Consumer<AudioNotice> notices) {

    String name() {
        if (file == null) {
            return "the microphone";
        }
        return file.getFileName() == null ? file.toString() : file.getFileName().toString();
    }

    AudioReader reader() {
        return AudioReader.of(file).track(stream).range(start, duration).notices(notices);
    }

    SampleSource source(int sampleRate) {
        return file == null
                ? MicrophoneSource.open(sampleRate, duration)
                : FileSource.open(reader().atRate(sampleRate));
    }
}
