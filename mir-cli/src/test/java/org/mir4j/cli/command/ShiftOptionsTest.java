// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What is remembered of how songs were cut. */
class ShiftOptionsTest {

    private static Map<String, String> settings(String... arguments) {
        return CommandLine.populateCommand(new ShiftOptions(), arguments).settings();
    }

    @Test
    void onlyWhatIsAskedForIsASettingByTheNameOfItsOption() {
        assertEquals(Map.of(), settings());
        assertEquals(Map.of("--shifts", "2"), settings("--shifts", "2"));
        assertEquals(Map.of("--overlap", "0.5", "--segment", "3.0"), settings("--segment", "3", "--overlap", "0.5"));
    }
}
