// SPDX-License-Identifier: GPL-3.0-or-later
/** Reading, writing and resampling of audio files, spectra and features. */
@SuppressWarnings({"module", "requires-transitive-automatic"}) // modules that come later, and DJL's
module org.mir4j.audio {
    requires transitive ai.djl.api;
    requires transitive org.mir4j.core;
    requires TarsosDSP;
    requires java.desktop;
    requires org.bytedeco.ffmpeg;
    requires org.bytedeco.javacpp;

    exports org.mir4j.audio.io;
    exports org.mir4j.audio.spectral;
    exports org.mir4j.audio.streaming;
    exports org.mir4j.audio.window;
    exports org.mir4j.audio.home to
            org.mir4j.cli,
            org.mir4j.models;
}
