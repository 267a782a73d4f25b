package org.mir4j.models.training.recipe;

/** What a text of YAML may say and a recipe may not, and where. */
final class RecipeFault extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int line;

    RecipeFault(int line, String message) {
        super(message);
        this.line = line;
    }

    int line() {
        return line;
    }
}
