// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.terminal;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/** A stream that remembers why writing failed, for those behind a {@link java.io.PrintStream}, which does not say. */
public sealed class WatchedOutput extends OutputStream permits StandardOutput {

    private final OutputStream out;
    private volatile IOException failure;

    /**
     * @param out where everything goes; closed with this
     */
    public WatchedOutput(OutputStream out) {
        this.out = out;
    }

    /**
     * Why the first write failed.
     *
     * @return the failure; none so far
     */
    public final Optional<IOException> failure() {
        return Optional.ofNullable(failure);
    }

    @Override
    public final void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public final void write(byte[] bytes, int from, int count) throws IOException {
        try {
            out.write(bytes, from, count);
        } catch (IOException e) {
            failure = failure == null ? e : failure;
            throw e;
        }
    }

    @Override
    public final void close() throws IOException {
        out.close();
    }
}
