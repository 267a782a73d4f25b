// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.tagging;

import java.util.Objects;
import org.mir4j.audio.window.Windowing;
import org.mir4j.models.ProgressListener;

/**
 * How recordings are tagged. {@link #standard} cuts them into consecutive windows; the other methods change one thing each.
 *
 * @param windowing how recordings are cut
 * @param listener is told how it goes on
 */
public record TaggingOptions(Windowing windowing, ProgressListener listener) {

    /** Refuses options that lack a part. */
    public TaggingOptions {
        Objects.requireNonNull(windowing, "windowing");
        Objects.requireNonNull(listener, "listener");
    }

    /**
     * Consecutive windows, and nobody is told.
     *
     * @return the options
     */
    public static TaggingOptions standard() {
        return new TaggingOptions(new Windowing.Consecutive(), ProgressListener.none());
    }

    /**
     * The same, with so many windows evenly spread over a recording, whatever its length.
     *
     * @param count at least one
     * @return changed options
     */
    public TaggingOptions withWindows(int count) {
        return withWindowing(new Windowing.Spread(count));
    }

    /**
     * The same, with recordings cut in another way.
     *
     * @param cut where windows start
     * @return changed options
     */
    public TaggingOptions withWindowing(Windowing cut) {
        return new TaggingOptions(cut, listener);
    }

    /**
     * The same, with someone who is told how it goes on.
     *
     * @param told on the thread that tags
     * @return changed options
     */
    public TaggingOptions withListener(ProgressListener told) {
        return new TaggingOptions(windowing, told);
    }
}
