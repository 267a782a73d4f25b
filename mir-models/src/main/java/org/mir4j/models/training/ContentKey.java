// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training;

import java.io.IOException;
import org.mir4j.core.dataset.Checksum;
import org.mir4j.core.dataset.Recording;
import org.mir4j.core.error.AudioException;
import org.mir4j.core.error.Reason;

/** What tells a recording from all others, whatever it is called: the key of all that is kept of it. */
public final class ContentKey {

    private ContentKey() {}

    /**
     * The key of a recording.
     *
     * @param recording a file, a stream or a channel of it
     * @return a name for files: the SHA-256 of the file, the stream and the channel
     * @throws AudioException if it cannot be read
     */
    public static String of(Recording recording) {
        try {
            return Checksum.sha256Of(recording.file()).hex()
                    + (recording.stream() == 0 ? "" : "-" + recording.stream())
                    + (recording.channel() == Recording.ALL_CHANNELS ? "" : "-channel" + recording.channel());
        } catch (IOException e) {
            throw new AudioException(recording.file() + " cannot be read: " + Reason.of(e) + ".", e);
        }
    }
}
