// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.checkpoint;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CodeNamesTest {

    @ParameterizedTest
    @CsvSource({
        "os, system",
        "os.path, os.system",
        "posix, system",
        "ctypes.util, find_library",
        "code, interact",
        "builtins, eval",
        "__builtin__, apply"
    })
    void whatRunsCodeIsKnown(String module, String name) {
        assertTrue(TorchTensors.CodeNames.contain(module, name));
    }

    @ParameterizedTest
    @CsvSource({
        "code.training.options, Options",
        "commands.train, Settings",
        "oslo.config, Options",
        "builtins, set",
        "pathlib, PosixPath"
    })
    void classesOfATrainingScriptAreNone(String module, String name) {
        assertFalse(TorchTensors.CodeNames.contain(module, name));
    }
}
