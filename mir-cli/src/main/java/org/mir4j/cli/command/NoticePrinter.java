// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.command;

import java.io.PrintWriter;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.mir4j.audio.io.AudioNotice;
import org.mir4j.cli.terminal.Terminal;

/** Says what is to be said of files that could be read, each once: a file that is read twice has the same damage twice. */
final class NoticePrinter implements Consumer<AudioNotice> {

    private final MirCommand mir;
    private final Set<AudioNotice> said = new HashSet<>();

    NoticePrinter(MirCommand mir) {
        this.mir = mir;
    }

    @Override
    public void accept(AudioNotice notice) {
        if (said.add(notice)) {
            PrintWriter err = mir.console().errWriter();
            err.println("mir: " + Terminal.printable(mir.spool().names().in(notice.sentence())));
            err.flush();
        }
    }
}
