// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.settings;

/** Settings that are not valid, and where; the caller knows which file they are in. */
public final class SettingsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String path;

    /**
     * @param path of the key, like {@code network.encoder.channels[1]}; empty for the whole
     * @param message what is wrong, with the key
     */
    SettingsException(String path, String message) {
        super(message);
        this.path = path;
    }

    /**
     * Where the fault is.
     *
     * @return the path of the key; empty for the whole
     */
    public String path() {
        return path;
    }
}
