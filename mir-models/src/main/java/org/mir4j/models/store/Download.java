package org.mir4j.models.store;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;

/** Brings a file from an address to a path. What arrives is not trusted: the caller checks it. */
final class Download {

    private static final Duration CONNECT = Duration.ofSeconds(15);
    private static final Duration ANSWER = Duration.ofSeconds(60);
    private static final int OK = 200;

    private Download() {}

    /**
     * @param place a directory's file, or an http, https or file address
     * @param target which is overwritten, and left half-written on failure
     * @throws IOException if nothing can be had, with a message that fits behind the place's name
     */
    static void fetch(String place, Path target) throws IOException {
        try {
            if (place.matches("https?://.*")) {
                download(URI.create(place), target);
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

    private static void download(URI address, Path target) throws IOException {
        HttpClient client = HttpClient.newBuilder()
                .connectTimeout(CONNECT)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        HttpRequest request = HttpRequest.newBuilder(address).timeout(ANSWER).build();
        try {
            HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                if (response.statusCode() != OK) {
                    throw new IOException("the server answered " + response.statusCode());
                }
                Files.copy(body, target, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the download was interrupted", e);
        } catch (IOException e) {
            String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            throw new IOException(reason, e);
        }
    }
}
