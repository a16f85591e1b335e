package dev.ipsecsites.lab.rtx.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.ipsecsites.lab.rtx.RtxSimulator;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Executors;

/**
 * One HTTP port for any number of routers.
 *
 * <p>{@code GET /} lists them; {@code GET /NAME} tells port, host key, configuration, log and commands; {@code POST /NAME} takes any of
 * {@code cutAfterBytes}, {@code stallAfterBytes}, {@code resume}, {@code refuseLogin}, {@code closeOnSave}, {@code failShells},
 * {@code busyAfterLoadSeconds}, {@code wrongAnswer: {command, answer}}, {@code changeHostKey}, {@code reboot}, {@code wanUp},
 * {@code wanAddress}, {@code roundTripMillis: {address: N}}, {@code answersEcho: {address: true|false}}, {@code type: [lines]} and does them in that order.
 */
public final class ControlPort implements AutoCloseable {
    private final ObjectMapper json = new ObjectMapper();
    private final Map<String, RtxSimulator> routers = new LinkedHashMap<>();
    private final HttpServer server;

    /** @param port 0 for a free one */
    public ControlPort(int port, List<RtxSimulator> routers) throws IOException {
        routers.forEach(r -> this.routers.put(r.name(), r));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/", this::handle);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String name = exchange.getRequestURI().getPath().substring(1);
            RtxSimulator router = routers.get(name);
            if (name.isEmpty()) {
                answer(exchange, 200, Map.of("routers", routers.keySet()));
            } else if (router == null) {
                answer(exchange, 404, Map.of("error", "no router " + name + "; there are " + routers.keySet()));
            } else if (exchange.getRequestMethod().equals("GET")) {
                answer(exchange, 200, state(router));
            } else {
                order(exchange, router);
            }
        }
    }

    private void order(HttpExchange exchange, RtxSimulator router) throws IOException {
        try {
            answer(exchange, 200, Map.of("output", obey(router, json.readTree(exchange.getRequestBody()))));
        } catch (JsonProcessingException | IllegalArgumentException notUnderstood) {
            answer(exchange, 400, Map.of("error", String.valueOf(notUnderstood.getMessage())));
        }
    }

    private void answer(HttpExchange exchange, int status, Object body) throws IOException {
        byte[] bytes = json.writerWithDefaultPrettyPrinter().writeValueAsBytes(body);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static Map<String, Object> state(RtxSimulator router) {
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("name", router.name());
        state.put("model", router.model().printed());
        state.put("port", router.port());
        state.put("hostKey", router.hostKeyFingerprint());
        state.put("running", router.runningConfig());
        state.put("saved", router.savedConfig());
        state.put("log", router.log());
        state.put("commands", router.commandsSeen());
        return state;
    }

    private static List<String> obey(RtxSimulator router, JsonNode order) {
        order.fieldNames().forEachRemaining(ControlPort::known);
        number(order, "cutAfterBytes").ifPresent(router.faults()::cutAfterBytes);
        number(order, "stallAfterBytes").ifPresent(router.faults()::stallAfterBytes);
        if (order.path("resume").asBoolean()) {
            router.faults().resume();
        }
        if (order.has("refuseLogin")) {
            router.faults().refuseLogin(order.get("refuseLogin").asBoolean());
        }
        if (order.has("closeOnSave")) {
            router.faults().closeOnSave(order.get("closeOnSave").asBoolean());
        }
        number(order, "failShells").ifPresent(n -> router.faults().failShells((int) n));
        number(order, "busyAfterLoadSeconds").ifPresent(n -> router.faults().busyAfterLoad(Duration.ofSeconds(n)));
        if (order.has("wrongAnswer")) {
            JsonNode w = order.get("wrongAnswer");
            router.faults()
                    .answerWrongly(w.path("command").asText(), w.path("answer").asText());
        }
        return events(router, order);
    }

    private static List<String> events(RtxSimulator router, JsonNode order) {
        if (order.path("changeHostKey").asBoolean()) {
            router.changeHostKey();
        }
        if (order.path("reboot").asBoolean()) {
            router.reboot();
        }
        if (order.has("wanUp")) {
            router.wan(router.wan().withUp(order.get("wanUp").asBoolean()));
        }
        if (order.has("wanAddress")) {
            router.wan(router.wan().withAddress(order.get("wanAddress").asText()));
        }
        order.path("roundTripMillis")
                .properties()
                .forEach(e -> router.roundTrip(
                        e.getKey(), Duration.ofMillis(e.getValue().asLong())));
        order.path("answersEcho")
                .properties()
                .forEach(e -> router.answersEcho(e.getKey(), e.getValue().asBoolean()));
        List<String> lines = new ArrayList<>();
        order.path("type").forEach(line -> lines.add(line.asText()));
        return router.type(lines);
    }

    private static OptionalLong number(JsonNode order, String name) {
        return order.has(name) ? OptionalLong.of(order.get(name).asLong()) : OptionalLong.empty();
    }

    private static void known(String name) {
        if (!List.of(
                        "cutAfterBytes",
                        "stallAfterBytes",
                        "resume",
                        "refuseLogin",
                        "closeOnSave",
                        "failShells",
                        "busyAfterLoadSeconds",
                        "wrongAnswer",
                        "changeHostKey",
                        "reboot",
                        "wanUp",
                        "wanAddress",
                        "roundTripMillis",
                        "answersEcho",
                        "type")
                .contains(name)) {
            throw new IllegalArgumentException("unknown order " + name);
        }
    }
}
