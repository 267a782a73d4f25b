// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mir4j.core.error.ModelException;
import org.mir4j.models.TinyModel;
import org.mir4j.models.card.ModelCard;

/** Where published models come from: mirrors and servers, willing and otherwise. */
class PullTest {

    @TempDir
    Path directory;

    private Path home;
    private Path mirror;
    private Path published;
    private HttpServer server;
    private final AtomicInteger requests = new AtomicInteger();

    @BeforeEach
    void publish() throws IOException {
        home = directory.resolve("home");
        mirror = Files.createDirectory(directory.resolve("a mirror"));
        published = TinyModel.publish(mirror.resolve("tiny.safetensors"));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void serve(String path, int status, byte[] body) {
        server.createContext(path, exchange -> {
            requests.incrementAndGet();
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }

    private String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private ModelStore store(String mirrorAddress, String upstream) {
        return StoreFixture.store(home, mirrorAddress, TinyModel.card("tiny", upstream, published));
    }

    @Test
    void weightsThatComeWithTheLibraryNeedNeitherMirrorNorNetwork() throws IOException {
        // the same weights as TinyModel's, among the resources of the tests
        Path bundled = TinyModel.publish(directory.resolve("bundled-tiny.safetensors"));
        ModelStore store = StoreFixture.store(home, null, TinyModel.card("tiny", null, bundled));
        assertEquals(TinyModel.weights(), store.pull("tiny").weights());
        store.verify("tiny");
    }

    private static String refusal(ModelStore store) {
        String message =
                assertThrows(ModelException.class, () -> store.pull("tiny")).getMessage();
        assertTrue(message.contains("tiny") && message.endsWith("."), message);
        return message;
    }

    private void requireNothingLeft() throws IOException {
        if (Files.exists(home)) {
            try (Stream<Path> files = Files.walk(home)) {
                assertEquals(List.of(), files.filter(Files::isRegularFile).toList());
            }
        }
    }

    private static void requireInstalled(ModelStore store) {
        InstalledModel model = store.installed("tiny").orElseThrow();
        store.verify("tiny");
        assertArrayEquals(
                TinyModel.weights().get("encoder.layer2.conv.weight").values(),
                model.weights().get("encoder.layer2.conv.weight").values());
        assertEquals(TinyModel.weights().keySet(), model.weights().keySet());
        assertEquals(List.of("tiny"), store.installedNames());
    }

    @Test
    void aMirrorIsADirectory() throws IOException {
        ModelStore store = store(mirror.toString(), null);
        assertTrue(store.installed("tiny").isEmpty());
        assertEquals("tiny", store.pull("tiny").card().name());
        requireInstalled(store);
        try (Stream<Path> cache = Files.list(home.resolve("cache"))) {
            assertEquals(0, cache.count());
        }
    }

    @Test
    void aMirrorIsAFileAddress() {
        ModelStore store = store(mirror.toUri().toString(), null);
        store.pull("tiny");
        requireInstalled(store);
    }

    @Test
    void aMirrorIsAServer() throws IOException {
        serve("/models/tiny.safetensors", 200, Files.readAllBytes(published));
        ModelStore store = store(url("/models/"), null);
        store.pull("tiny");
        requireInstalled(store);
    }

    @Test
    void upstreamComesAfterTheMirror() throws IOException {
        serve("/upstream", 200, Files.readAllBytes(published));
        store(mirror.toString(), url("/upstream")).pull("tiny");
        assertEquals(0, requests.get());
        ModelStore store = store(directory.resolve("absent").toString(), url("/upstream"));
        store.pull("tiny");
        assertEquals(1, requests.get());
        requireInstalled(store);
    }

    @Test
    void redirectsAreFollowed() throws IOException {
        serve("/new", 200, Files.readAllBytes(published));
        server.createContext("/old", exchange -> {
            exchange.getResponseHeaders().add("Location", url("/new"));
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        ModelStore store = store(null, url("/old"));
        store.pull("tiny");
        requireInstalled(store);
    }

    @Test
    void aModelIsRequiredOnceAndPulledAnewWhenAsked() throws IOException {
        serve("/upstream", 200, Files.readAllBytes(published));
        ModelStore store = store(null, url("/upstream"));
        store.require("tiny");
        store.require("tiny");
        assertEquals(1, requests.get());
        store.pull("tiny");
        assertEquals(2, requests.get());
    }

    @Test
    void whatWasTriedIsSaid() throws IOException {
        serve("/gone", 404, "no such thing".getBytes(StandardCharsets.UTF_8));
        String absent = directory.resolve("absent").toString();
        String message = refusal(store(absent, url("/gone")));
        assertTrue(message.contains(absent) && message.contains("no such file"), message);
        assertTrue(message.contains(url("/gone")) && message.contains("404"), message);
        assertTrue(message.contains("MIR_MODELS_MIRROR"), message);
        requireNothingLeft();
    }

    @Test
    void aServerThatIsNotThereIsNamed() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            free = socket.getLocalPort();
        }
        String address = "http://127.0.0.1:" + free + "/x";
        assertTrue(refusal(store(null, address)).contains(address));
        requireNothingLeft();
    }

    @Test
    void whatIsNoAddressIsNamed() {
        for (String address : List.of("http://", "http://a b/c", "file:relative", "file://host/x", "\0")) {
            assertTrue(refusal(store(null, address)).contains(address));
        }
    }

    @Test
    void anotherFileIsRefusedAndThrownAway() throws IOException {
        serve("/page", 200, "<html>".getBytes(StandardCharsets.UTF_8));
        String message = refusal(store(null, url("/page")));
        assertTrue(message.contains(TinyModel.sha256(published)) && message.contains(url("/page")), message);
        requireNothingLeft();
        byte[] flipped = Files.readAllBytes(published);
        flipped[flipped.length / 2] ^= 1;
        Files.write(published, flipped);
        serve("/flipped", 200, flipped);
        ModelCard card = TinyModel.card("tiny", url("/flipped"), TinyModel.publish(mirror.resolve("whole")));
        assertThrows(
                ModelException.class, () -> StoreFixture.store(home, null, card).pull("tiny"));
        requireNothingLeft();
    }

    @Test
    void aDownloadThatStopsHalfWayIsRefused() throws IOException {
        byte[] whole = Files.readAllBytes(published);
        server.createContext("/half", exchange -> {
            exchange.sendResponseHeaders(200, whole.length);
            sendHalf(exchange, whole);
        });
        server.createContext("/chunked", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            sendHalf(exchange, whole);
        });
        refusal(store(null, url("/half")));
        requireNothingLeft();
        refusal(store(null, url("/chunked")));
        requireNothingLeft();
    }

    private static void sendHalf(HttpExchange exchange, byte[] whole) throws IOException {
        exchange.getResponseBody().write(whole, 0, whole.length / 2);
        exchange.getResponseBody().flush();
        exchange.close();
    }

    @Test
    void aPublishedFileThatIsNoModelIsRefused() throws IOException {
        published = Files.writeString(mirror.resolve("page.pth"), "<html></html>");
        assertTrue(refusal(store(mirror.toString(), null)).contains("web page"));
        requireNothingLeft();
    }

    @Test
    void aHomeThatCannotBeWrittenIsNamed() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "");
        ModelStore store =
                StoreFixture.store(file.resolve("home"), mirror.toString(), TinyModel.card("tiny", null, published));
        String message = refusal(store);
        assertTrue(message.contains(file.toString()) && message.contains("MIR_HOME"), message);
        assertEquals("", Files.readString(file));
    }

    @Test
    void onlyPublishedModelsCanBePulled() {
        ModelStore store = store(mirror.toString(), null);
        TinyModel.install(home.resolve("models/mine"), TinyModel.weights());
        assertTrue(assertThrows(ModelException.class, () -> store.pull("mine"))
                .getMessage()
                .contains("imported"));
        for (String name : List.of("absent", "../tiny", "", "/etc", "tiny/../tiny")) {
            String message =
                    assertThrows(ModelException.class, () -> store.pull(name)).getMessage();
            assertTrue(message.contains("'" + name + "'") && message.contains("tiny, mine"), message);
        }
    }
}
