// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers that send too much, or stop sending. Without its limits a download would not end. */
class DownloadTest {

    private static final byte[] PIECE = new byte[1000];
    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    Path directory;

    private final CountDownLatch over = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;
    private Path target;
    private String address;

    @BeforeEach
    void serve() throws IOException {
        target = directory.resolve("target");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.setExecutor(threads);
        server.start();
        address = "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @AfterEach
    void stop() {
        over.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void aServerThatStopsSendingIsGivenUp() {
        server.createContext("/stalled", exchange -> {
            exchange.sendResponseHeaders(200, 2L * PIECE.length);
            exchange.getResponseBody().write(PIECE);
            exchange.getResponseBody().flush();
            awaitTheEnd();
        });
        assertEquals("it stopped sending for 0.3 s", refusal(new Download(Duration.ofMillis(300), 5000), "/stalled"));
    }

    @Test
    void aServerThatIsNotThereIsSaidToBeSo() {
        server.stop(0);
        assertEquals("there is no connection to 127.0.0.1", refusal(new Download(LONG, 5000), "/gone"));
    }

    @Test
    void aServerThatNeverStopsSendingIsGivenUp() {
        server.createContext("/endless", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            while (over.getCount() > 0) {
                exchange.getResponseBody().write(PIECE);
            }
        });
        assertEquals(
                "it sends more than the 100000 bytes that are taken", refusal(new Download(LONG, 100_000), "/endless"));
    }

    @Test
    void asMuchAsMayBeSentIsTaken() throws IOException {
        byte[] body = new byte[100_000];
        for (int i = 0; i < body.length; i++) {
            body[i] = (byte) (i * 31);
        }
        server.createContext("/whole", exchange -> {
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        new Download(LONG, body.length).fetch(address + "/whole", target);
        assertArrayEquals(body, Files.readAllBytes(target));
    }

    private String refusal(Download download, String path) {
        return assertThrows(IOException.class, () -> download.fetch(address + path, target))
                .getMessage();
    }

    private void awaitTheEnd() {
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
