// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.checkpoint;

import java.util.Set;

/**
 * Names that a file of weights has only where whoever made it wants code to run on the machine of whoever loads it. This
 * reader would run nothing of it; that others might is worth a word.
 */
final class CodeNames {

    /** Those that have modules of their own, or bring others along. */
    private static final Set<String> PACKAGES = Set.of("os", "importlib", "ctypes");

    /** What stands below these names is another's: many a training script lies in a folder {@code code}. */
    private static final Set<String> MODULES = Set.of(
            "posix",
            "nt",
            "subprocess",
            "commands",
            "pty",
            "sys",
            "shutil",
            "socket",
            "runpy",
            "imp",
            "code",
            "codeop",
            "pdb",
            "bdb",
            "timeit",
            "webbrowser");

    private static final Set<String> BUILTINS = Set.of(
            "eval",
            "exec",
            "execfile",
            "compile",
            "__import__",
            "open",
            "file",
            "input",
            "apply",
            "breakpoint",
            "globals",
            "setattr",
            "delattr");

    private CodeNames() {}

    /** Whether calling this could run any code, or change files. */
    static boolean contain(String module, String name) {
        boolean builtin = module.equals("builtins") || module.equals("__builtin__");
        return builtin && BUILTINS.contains(name)
                || MODULES.contains(module)
                || PACKAGES.contains(module.split("\\.", 2)[0]);
    }
}
