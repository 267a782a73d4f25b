package org.mir4j.cli.command;

import java.nio.file.Path;
import org.mir4j.audio.io.AudioReader;
import org.mir4j.audio.streaming.FileSource;
import org.mir4j.audio.streaming.MicrophoneSource;
import org.mir4j.audio.streaming.SampleSource;

/**
 * What is listened to.
 *
 * @param file the audio file, or null for the microphone
 * @param start where to start in the file, in seconds
 * @param duration how long to listen, in seconds; infinite for all of a file
 */
record FeatureInput(Path file, double start, double duration) {

    String name() {
        if (file == null) {
            return "the microphone";
        }
        return file.getFileName() == null ? file.toString() : file.getFileName().toString();
    }

    AudioReader reader() {
        return AudioReader.of(file).range(start, duration);
    }

    SampleSource source(int sampleRate) {
        return file == null
                ? MicrophoneSource.open(sampleRate, duration)
                : FileSource.open(reader().atRate(sampleRate));
    }
}
