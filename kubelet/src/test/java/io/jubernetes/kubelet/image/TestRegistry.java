package io.jubernetes.kubelet.image;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A registry that serves one image, well or badly. */
final class TestRegistry implements AutoCloseable {

    private final HttpServer server;
    private final Map<String, byte[]> blobs = new LinkedHashMap<>();
    final List<String> requests = Collections.synchronizedList(new ArrayList<>());
    /** Answers in the place of the usual way, when it says true. */
    volatile Answer special = exchange -> false;

    interface Answer {
        boolean take(HttpExchange exchange) throws IOException;
    }

    TestRegistry(TestImage image) throws IOException {
        blobs.putAll(image.blobs);
        blobs.put("1", image.index);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    String host() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String range = exchange.getRequestHeaders().getFirst("Range");
        requests.add(path + (range == null ? "" : " " + range));
        try (exchange) {
            if (special.take(exchange)) {
                return;
            }
            byte[] content = blobs.get(path.substring(path.lastIndexOf('/') + 1));
            if (content == null) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            int from = range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
            exchange.sendResponseHeaders(from == 0 ? 200 : 206, content.length - from);
            exchange.getResponseBody().write(content, from, content.length - from);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
