package org.mir4j.models.checkpoint;

import java.util.Set;

/**
 * Names that a file of weights has only where whoever made it wants code to run on the machine of whoever loads it. This
 * reader would run nothing of it; that others might is worth a word.
 */
final class CodeNames {

    private static final Set<String> MODULES = Set.of(
            "os",
            "posix",
            "nt",
            "subprocess",
            "commands",
            "pty",
            "sys",
            "shutil",
            "socket",
            "runpy",
            "importlib",
            "imp",
            "ctypes",
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
        return builtin && BUILTINS.contains(name) || MODULES.contains(module.split("\\.", 2)[0]);
    }
}
