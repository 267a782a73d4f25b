// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.mir4j.core.error.Reason;

/**
 * Brings a file from an address to a path. What arrives is not trusted: the caller checks it.
 *
 * @param silence how long a server may send nothing before it is given up
 * @param mostBytes how much a server may send
 */
public record Download(Duration silence, long mostBytes) {

    /** For weights: a checkpoint of more than 2 GB would not be read anyway. */
    public static final Download OF_WEIGHTS = new Download(Duration.ofSeconds(60), Integer.MAX_VALUE);

    /** For recordings, which may be of any size. */
    public static final Download OF_RECORDINGS = new Download(Duration.ofSeconds(60), Long.MAX_VALUE);

    private static final Duration CONNECT = Duration.ofSeconds(15);
    private static final int OK = 200;
    private static final int CLASS = 100;
    private static final int CLIENT_ERROR = 400;
    private static final int TIMED_OUT = 408;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int BLOCK = 1 << 16;

    /** An answer of a server that is not the file. */
    public static final class RefusedException extends IOException {

        private static final long serialVersionUID = 1L;

        private final int status;

        RefusedException(int status) {
            super("the server answered " + status);
            this.status = status;
        }

        /**
         * Whether the server would answer the same again: it says that the request is wrong, and not that it is busy.
         *
         * @return whether to give up
         */
        public boolean isLasting() {
            return status / CLASS == CLIENT_ERROR / CLASS && status != TIMED_OUT && status != TOO_MANY_REQUESTS;
        }
    }

    /**
     * Brings a file.
     *
     * @param place a directory's file, or an http, https or file address
     * @param target which is overwritten, and left half-written on failure
     * @throws IOException if nothing can be had, with a message that fits behind the place's name; a {@link RefusedException}
     *     if a server says so
     */
    public void fetch(String place, Path target) throws IOException {
        try {
            if (place.matches("(?i)https?://.*")) {
                // as it would be typed: spaces and letters of any script are coded, what is coded stays
                download(URI.create(URI.create(place.replace(" ", "%20")).toASCIIString()), target);
            } else {
                copy(place.startsWith("file:") ? Path.of(URI.create(place)) : Path.of(place), target);
            }
        } catch (IllegalArgumentException e) {
            throw new IOException("that is no address: " + e.getMessage(), e);
        }
    }

    private static void copy(Path file, Path target) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException("there is no such file");
        }
        Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
    }

    private void download(URI address, Path target) throws IOException {
        HttpClient client = HttpClient.newBuilder()
                .connectTimeout(CONNECT)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(CONNECT.plus(silence)) // it holds until the header has come, connecting included
                .build();
        try {
            HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                if (response.statusCode() != OK) {
                    throw new RefusedException(response.statusCode());
                }
                receive(body, target);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the download was interrupted", e);
        } catch (ConnectException e) {
            throw new IOException("there is no connection to " + address.getHost(), e);
        } catch (RefusedException e) {
            throw e;
        } catch (IOException e) {
            throw new IOException(Reason.of(e), e);
        }
    }

    /** Reads on a thread of its own, because the client's time limit ends with the header and a read has none. */
    private void receive(InputStream body, Path target) throws IOException, InterruptedException {
        ExecutorService reader = Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "mir-download");
            thread.setDaemon(true);
            return thread;
        });
        try (OutputStream out = Files.newOutputStream(target)) {
            byte[] block = new byte[BLOCK];
            long received = 0;
            for (int count = read(reader, body, block); count >= 0; count = read(reader, body, block)) {
                received += count;
                if (received > mostBytes) {
                    throw new IOException("it sends more than the " + mostBytes + " bytes that are taken");
                }
                out.write(block, 0, count);
            }
        } finally {
            reader.shutdownNow();
        }
    }

    private int read(ExecutorService reader, InputStream body, byte[] block) throws IOException, InterruptedException {
        try {
            return reader.submit(() -> body.read(block)).get(silence.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IOException("it stopped sending for " + silence.toMillis() / 1000.0 + " s", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
        }
    }
}
