package dev.ipsecsites.operator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** One small HTTP server for probes or metrics. */
final class HttpEndpoints implements AutoCloseable {
    /** An answer: 200 or 503. */
    record Answer(boolean fine, String text) {}

    private final HttpServer server;

    HttpEndpoints(int port) throws IOException {
        server = HttpServer.create(new InetSocketAddress(port), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    }

    HttpEndpoints serve(String path, String contentType, Supplier<Answer> answer) {
        server.createContext(path, exchange -> {
            try (exchange) {
                if (exchange.getRequestURI().getPath().equals(path)) {
                    send(exchange, contentType, answer.get());
                } else {
                    exchange.sendResponseHeaders(404, -1);
                }
            }
        });
        return this;
    }

    int start() {
        server.start();
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private static void send(HttpExchange exchange, String contentType, Answer answer) throws IOException {
        byte[] body = answer.text().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", contentType);
        exchange.sendResponseHeaders(answer.fine() ? 200 : 503, body.length);
        exchange.getResponseBody().write(body);
    }
}
