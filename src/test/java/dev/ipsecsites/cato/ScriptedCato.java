package dev.ipsecsites.cato;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.ipsecsites.ipsec.Secret;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPOutputStream;

/**
 * A server that answers each request with the next line of a script, over real HTTP: for answers that no schema would
 * give. What Cato does of its own is the simulator's business.
 */
final class ScriptedCato implements AutoCloseable {
    /** Answers one request. */
    interface Step {
        void answer(HttpExchange exchange) throws IOException;
    }

    /** What came. */
    record Seen(String operation, JsonNode variables, HttpExchange exchange) {
        String header(String name) {
            String value = exchange.getRequestHeaders().getFirst(name);
            return value == null ? "" : value;
        }
    }

    static final String ACCOUNT = "12345";
    static final Secret KEY = Secret.of("R=key-7f3a9c|N=lab");

    private final HttpServer server;
    private final Queue<Step> script = new ArrayDeque<>();
    private final List<Seen> seen = new ArrayList<>();
    private final List<String> outcomes = new CopyOnWriteArrayList<>();
    final FakeTime time = new FakeTime();

    ScriptedCato() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/api/v1/graphql2", this::handle);
        server.start();
    }

    private synchronized void handle(HttpExchange exchange) throws IOException {
        JsonNode body = new ObjectMapper().readTree(exchange.getRequestBody());
        seen.add(new Seen(body.path("operationName").asText(), body.path("variables"), exchange));
        Step step = script.poll();
        if (step == null) {
            step = json(500, "{\"errors\":[{\"message\":\"the script has no answer left\"}]}");
        }
        try (exchange) {
            step.answer(exchange);
        }
    }

    synchronized ScriptedCato then(Step step) {
        script.add(step);
        return this;
    }

    synchronized ScriptedCato then(int status, String json) {
        return then(json(status, json));
    }

    /** Status 200 and {@code data}. */
    ScriptedCato thenData(String data) {
        return then(200, "{\"data\":" + data + "}");
    }

    /** Status 200 and one error. */
    ScriptedCato thenError(String message) {
        return then(200, errors(message));
    }

    /** The connection ends without an answer, after the request was read. */
    ScriptedCato thenCut() {
        return then(exchange -> {});
    }

    static String errors(String message) {
        try {
            return "{\"errors\":[{\"message\":" + new ObjectMapper().writeValueAsString(message) + "}],\"data\":null}";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Step json(int status, String json, String... headers) {
        return exchange -> {
            byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.getResponseHeaders().set("Trace_id", "trace-1");
            for (int i = 0; i < headers.length; i += 2) {
                exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
            }
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        };
    }

    static Step gzip(String json) {
        return exchange -> {
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
                out.write(json.getBytes(StandardCharsets.UTF_8));
            }
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            exchange.sendResponseHeaders(200, packed.size());
            exchange.getResponseBody().write(packed.toByteArray());
        };
    }

    synchronized List<String> operations() {
        return seen.stream().map(Seen::operation).toList();
    }

    synchronized Seen request(int index) {
        return seen.get(index);
    }

    CmaEndpoint endpoint() {
        return CmaEndpoint.of(
                "http://127.0.0.1:" + server.getAddress().getPort() + "/api/v1/graphql2", List.of("127.0.0.1"));
    }

    CmaClient client() {
        return client(KEY, new Rollout());
    }

    CmaClient client(Secret key, Rollout rollout) {
        return client(key, shared(new RequestBudget(time, time, 80), rollout, RetryPolicy.standard(), time));
    }

    CmaClient client(Secret key, CmaShared shared) {
        return new CmaClient(shared, endpoint(), ACCOUNT, key);
    }

    CmaShared shared(RequestBudget budget, Rollout rollout, RetryPolicy policy, Pause pause) {
        try {
            return new CmaShared(
                    CmaHttp.client(null), budget, rollout, policy, time, pause, (operation, outcome, took) -> {
                        outcomes.add(operation + " " + outcome);
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the observer was told. */
    List<String> outcomes() {
        return outcomes;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
