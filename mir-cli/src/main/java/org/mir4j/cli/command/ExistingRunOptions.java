// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.command;

import org.mir4j.models.ExistingRun;
import picocli.CommandLine.Option;

/** What to do with a run that lies there already: one of these, or leave it alone. */
final class ExistingRunOptions {

    @Option(names = "--resume", description = "resume the run that is there, as if it had not been interrupted")
    private boolean resume;

    @Option(names = "--force", description = "replace the run that is there")
    private boolean force;

    ExistingRun choice() {
        if (resume) {
            return ExistingRun.RESUME;
        }
        return force ? ExistingRun.REPLACE : ExistingRun.KEEP;
    }
}
