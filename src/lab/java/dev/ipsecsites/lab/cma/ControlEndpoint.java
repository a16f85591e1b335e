package dev.ipsecsites.lab.cma;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What Cato's API doesn't have and a lab needs, on a port of its own: JSON over HTTP for what {@link CmaSimulator} offers in
 * Java. {@code GET /} lists the paths.
 */
final class ControlEndpoint implements HttpHandler {
    private static final List<String> PATHS = List.of(
            "GET /state",
            "GET /statistics",
            "DELETE /statistics",
            "GET /settings",
            "POST /settings {name: value}",
            "GET /faults",
            "POST /faults {operation, kind, applied, times, delayMillis, text}",
            "DELETE /faults",
            "POST /pops/NAME/cut",
            "POST /pops/NAME/restore",
            "POST /addresses {account, pop, ip, description}",
            "POST /accounts/ID/quota {addresses}",
            "GET /tunnels/SITE/TUNNEL/timeline.csv",
            "POST /tunnels/SITE/TUNNEL/reset",
            "POST /sites/ID/status {status}",
            "GET /ca.pem");

    private final CmaSimulator simulator;
    private final ObjectMapper json = new ObjectMapper();

    ControlEndpoint(CmaSimulator simulator) {
        this.simulator = simulator;
    }

    private record Answer(int status, String type, String text) {}

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer answer = safely(exchange);
            exchange.getResponseHeaders().set("Content-Type", answer.type());
            byte[] bytes = answer.text().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
            if (bytes.length > 0) {
                exchange.getResponseBody().write(bytes);
            }
        }
    }

    private Answer safely(HttpExchange exchange) throws IOException {
        try {
            byte[] body = exchange.getRequestBody().readAllBytes();
            Map<String, Object> input =
                    body.length == 0 ? Map.of() : json.readValue(body, new TypeReference<Map<String, Object>>() {});
            String[] path = exchange.getRequestURI().getPath().substring(1).split("/", -1);
            return answer(exchange.getRequestMethod(), path, input);
        } catch (IllegalArgumentException | Refusal e) {
            return value(400, Map.of("error", String.valueOf(e.getMessage())));
        }
    }

    private Answer answer(String method, String[] path, Map<String, Object> body) throws IOException {
        Input input = new Input(body);
        return switch (method + " " + pattern(path)) {
            case "GET /" -> value(200, PATHS);
            case "GET /state" -> value(200, simulator.state());
            case "GET /statistics" ->
                value(
                        200,
                        Map.of(
                                "requests", simulator.statistics().requests(),
                                "mutations", simulator.statistics().mutations()));
            case "DELETE /statistics" -> done(() -> simulator.statistics().reset());
            case "GET /settings" -> value(200, simulator.settings());
            case "POST /settings" -> done(() -> simulator.change(settings -> settings.with(body)));
            case "GET /faults" -> value(200, simulator.faults());
            case "POST /faults" -> done(() -> simulator.inject(fault(input)));
            case "DELETE /faults" -> done(simulator::clearFaults);
            case "POST /pops/*/cut" -> done(() -> simulator.cutPop(path[1]));
            case "POST /pops/*/restore" -> done(() -> simulator.restorePop(path[1]));
            case "POST /addresses" -> {
                String ip = simulator.allocate(
                        input.text("account"),
                        input.text("pop"),
                        input.optionalText("ip"),
                        Objects.requireNonNullElse(input.optionalText("description"), ""));
                yield value(200, Map.of("ip", ip));
            }
            case "POST /accounts/*/quota" -> done(() -> simulator.addressQuota(path[1], input.integer("addresses", 0)));
            case "GET /tunnels/*/*/timeline.csv" -> timeline(path[1] + "/" + path[2]);
            case "POST /tunnels/*/*/reset" -> done(() -> simulator.resetTunnel(path[1] + "/" + path[2]));
            case "POST /sites/*/status" -> done(() -> simulator.operationalStatus(path[1], input.text("status")));
            case "GET /ca.pem" -> text(200, "application/x-pem-file", simulator.caCertificatePem());
            default -> value(404, Map.of("error", "no such path", "paths", PATHS));
        };
    }

    /** Names and ids become {@code *}: they stand in the second and, for tunnels, third place. */
    private static String pattern(String[] path) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < path.length; i++) {
            boolean variable = i == 1 || (i == 2 && path[0].equals("tunnels"));
            out.append('/').append(variable ? "*" : path[i]);
        }
        return out.toString();
    }

    private static Fault fault(Input input) {
        return new Fault(
                Objects.requireNonNullElse(input.optionalText("operation"), "*"),
                Fault.Kind.valueOf(input.text("kind")),
                Boolean.TRUE.equals(input.get("applied")),
                input.integer("times", 1),
                input.integer("delayMillis", 0),
                Objects.requireNonNullElse(input.optionalText("text"), "SOCKET_X9000"));
    }

    /** Where there is no record there is no file, as in the console. */
    private Answer timeline(String key) {
        return simulator
                .timelineCsv(key)
                .map(csv -> text(200, "text/csv", csv))
                .orElseGet(() -> text(404, "text/plain", "File not found\n"));
    }

    private static Answer text(int status, String type, String text) {
        return new Answer(status, type, text);
    }

    private Answer value(int status, @Nullable Object value) {
        try {
            return new Answer(
                    status,
                    "application/json",
                    json.writerWithDefaultPrettyPrinter().writeValueAsString(value));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Answer done(Runnable action) {
        action.run();
        return new Answer(204, "application/json", "");
    }
}
