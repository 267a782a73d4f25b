// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.card;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mir4j.core.error.ModelException;

/**
 * A regular expression of a card, for names of tensors. A card may come from anywhere, so an expression is short, and is
 * given up where it tries without end, as {@code (a+)+$} does.
 */
final class NameRule {

    private static final int LONGEST_RULE = 200;
    private static final int LONGEST_NAME = 500;
    private static final int MOST_STEPS = 1_000_000;

    private final Pattern pattern;

    /**
     * @param rule a regular expression
     * @throws IllegalArgumentException if it is none, or too long
     */
    NameRule(String rule) {
        if (rule.length() > LONGEST_RULE) {
            throw new IllegalArgumentException("a rule for names has at most " + LONGEST_RULE + " characters, got "
                    + rule.length() + ": " + rule.substring(0, 40) + "...");
        }
        pattern = Pattern.compile(rule);
    }

    /** Whether some part of a name matches. */
    boolean matches(String name) {
        return matcher(name).find();
    }

    /** The name with every match replaced. */
    String replaced(String name, String replacement) {
        return matcher(name).replaceAll(replacement);
    }

    private Matcher matcher(String name) {
        if (name.length() > LONGEST_NAME) {
            throw new ModelException(
                    "A tensor's name has " + name.length() + " characters, where rules for names take at" + " most "
                            + LONGEST_NAME + ": " + name.substring(0, 40) + "...");
        }
        return pattern.matcher(new Steps(name, pattern.pattern()));
    }

    /** A name that lets itself be read so often and no more. */
    private static final class Steps implements CharSequence {

        private final String name;
        private final String rule;
        private int left = MOST_STEPS;

        Steps(String name, String rule) {
            this.name = name;
            this.rule = rule;
        }

        @Override
        public char charAt(int index) {
            if (left-- == 0) {
                throw new ModelException("The rule for names '" + rule + "' does not come to an end for the tensor "
                        + name + "; write it without a repetition inside of a repetition.");
            }
            return name.charAt(index);
        }

        @Override
        public int length() {
            return name.length();
        }

        @Override
        public CharSequence subSequence(int from, int to) {
            return name.subSequence(from, to);
        }

        @Override
        public String toString() {
            return name;
        }
    }
}
