// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.checkpoint;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mir4j.core.error.ModelException;

/**
 * Looks through code of TorchScript for what reaches beyond tensors. The language has no import and no system calls; of
 * PyTorch's operators {@code aten::save} writes files, {@code aten::from_file} maps them into memory, and those named
 * {@code rpc} and of the namespaces of distributed computing reach other machines. (Found by the schemas of all operators
 * of PyTorch 2.7.1.)
 *
 * <p>An operator may be an attribute of anything ({@code torch.save}, {@code ops.aten.save}, {@code "name".from_file}), or
 * be asked for by {@code getattr}. So these names are refused behind any dot and in any {@code getattr}.
 */
final class TorchScriptCode {

    private static final Set<String> FORBIDDEN =
            Set.of("save", "from_file", "rpc_sync", "rpc_async", "rpc_remote", "load_tensor");

    /** Where else operators on tensors are, by {@code ops.NAMESPACE}; only what PyTorch itself has can be loaded. */
    private static final Set<String> NAMESPACES = Set.of(
            "aten", "prim", "quantized", "_quantized", "prepacked", "mkldnn", "mkldnn_prepacked", "onednn", "sparse");

    /** Whose objects of C++ hold weights, by {@code __torch__.torch.classes.NAMESPACE}. */
    private static final Set<String> CLASSES = Set.of("quantized", "sparse", "rnn");

    /** Comments, texts, names, and every other sign by itself; PyTorch's lexer knows no other texts. */
    private static final Pattern TOKEN = Pattern.compile(
            "#[^\\n]*|\\\\\\r?\\n|(?<long>\"\"\"|''')|(?<short>[\"'])|(?<name>[A-Za-z_][A-Za-z_0-9]*)|(?<sign>\\S)");

    private final String code;
    private final List<String> tokens = new ArrayList<>();

    private TorchScriptCode(String code) {
        this.code = code;
    }

    /**
     * Refuses code that reaches beyond tensors.
     *
     * @param code a module's, a byte a character
     * @throws ModelException if it does; the message goes on from the file's name
     */
    static void requireTensorsOnly(String code) {
        TorchScriptCode scanned = new TorchScriptCode(code);
        scanned.tokenize();
        scanned.check();
    }

    private void tokenize() {
        Matcher token = TOKEN.matcher(code);
        int at = 0;
        while (token.find(at)) {
            at = token.end();
            if (token.group("long") != null) {
                at = addText(token.group("long"), at);
            } else if (token.group("short") != null) {
                at = addText(token.group("short"), at);
            } else if (token.group("name") != null || token.group("sign") != null) {
                tokens.add(token.group());
            }
        }
    }

    /** Adds a text with its quote in front, which no name has; gives where the code goes on. */
    private int addText(String quote, int start) {
        int end = start;
        while (end < code.length() && !code.startsWith(quote, end)) {
            end += code.charAt(end) == '\\' ? 2 : 1;
        }
        end = Math.min(end, code.length());
        tokens.add('"' + code.substring(start, end));
        return Math.min(code.length(), end + quote.length());
    }

    private void check() {
        for (int i = 0; i < tokens.size(); i++) {
            String token = tokens.get(i);
            boolean attribute = token(i - 1).equals(".");
            if (attribute && FORBIDDEN.contains(token)) {
                throw forbidden(token);
            }
            if (token.equals("ops") && !attribute) {
                requireOneOf(NAMESPACES, i);
            }
            if (token.equals("classes") && attribute && token(i - 2).equals("torch")) {
                requireOneOf(CLASSES, i);
            }
            if (token.equals("getattr")) {
                checkAttribute(i);
            }
        }
    }

    private void requireOneOf(Set<String> namespaces, int at) {
        String namespace = token(at + 1).equals(".") ? token(at + 2) : "";
        if (!namespaces.contains(namespace)) {
            throw new ModelException("its code uses " + tokens.get(at) + (namespace.isEmpty() ? "" : "." + namespace)
                    + ", which is none of PyTorch's own operators on tensors");
        }
    }

    /** What {@code getattr} asks for stands as a plain text in its brackets. */
    private void checkAttribute(int at) {
        if (!token(at + 1).equals("(")) {
            throw new ModelException("its code uses getattr under another name");
        }
        int depth = 0;
        for (int i = at + 1; i < tokens.size(); i++) {
            String token = tokens.get(i);
            depth += token.equals("(") ? 1 : token.equals(")") ? -1 : 0;
            if (depth == 0) {
                return;
            }
            if (token.startsWith("\"") && (token.contains("\\") || FORBIDDEN.contains(token.substring(1)))) {
                throw forbidden(token.substring(1));
            }
        }
    }

    private String token(int at) {
        return at >= 0 && at < tokens.size() ? tokens.get(at) : "";
    }

    private static ModelException forbidden(String name) {
        return new ModelException("its code uses '" + name.substring(0, Math.min(40, name.length()))
                + "', which reaches files or other machines; a model needs tensors only");
    }
}
