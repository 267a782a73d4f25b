// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.io;

import java.util.ArrayList;
import java.util.List;
import org.mir4j.core.audio.Waveform;

/** What was read of a file and what was said of it. */
record DecodedFile(Waveform sound, List<String> notices) {

    static DecodedFile of(AudioReader reader) {
        List<String> notices = new ArrayList<>();
        Waveform sound =
                reader.notices(notice -> notices.add(notice.sentence())).readAll();
        return new DecodedFile(sound, notices);
    }
}
