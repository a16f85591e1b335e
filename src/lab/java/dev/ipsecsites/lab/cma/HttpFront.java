package dev.ipsecsites.lab.cma;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Cato's endpoint as HTTP sees it: method, key, {@code Trace_id}, gzip, and connections that break on demand. */
final class HttpFront implements HttpHandler {
    private static final Logger LOG = LoggerFactory.getLogger(HttpFront.class);
    private static final int MAXIMUM_BODY = 10 * 1024 * 1024;

    private final Cloud cloud;
    private final Map<String, ApiKey> keys;
    private final GraphqlEndpoint endpoint;
    private final CountDownLatch closing;
    private final ObjectMapper json = new ObjectMapper();

    /** {@code keys} may change while the server runs. */
    HttpFront(Cloud cloud, Map<String, ApiKey> keys, GraphqlEndpoint endpoint, CountDownLatch closing) {
        this.cloud = cloud;
        this.keys = keys;
        this.endpoint = endpoint;
        this.closing = closing;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        String trace = UUID.randomUUID().toString();
        exchange.getResponseHeaders().set("Trace_id", trace);
        try (exchange) {
            serve(exchange, trace);
        }
    }

    private void serve(HttpExchange exchange, String trace) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(MAXIMUM_BODY + 1);
        // The server hands over whatever begins like the endpoint's path.
        if (!CmaSimulator.PATH.equals(exchange.getRequestURI().getRawPath())) {
            exchange.sendResponseHeaders(404, -1);
            return;
        }
        if (!exchange.getRequestMethod().equals("POST")) {
            exchange.getResponseHeaders().set("Allow", "POST");
            exchange.sendResponseHeaders(405, -1);
            return;
        }
        if (body.length > MAXIMUM_BODY) {
            exchange.sendResponseHeaders(413, -1);
            return;
        }
        GraphqlEndpoint.Outcome outcome = outcome(exchange.getRequestHeaders(), body, trace);
        Fault fault = outcome.fault().orElse(null);
        if (fault != null && fault.delayMillis() > 0) {
            pause(fault.delayMillis());
        }
        if (fault != null && fault.kind() == Fault.Kind.DROP) {
            return; // closing the exchange without an answer closes the connection
        }
        send(exchange, outcome.reply(), fault);
    }

    /** A failure of our own is a failure of Cato's backend to the client (cato-api.md §1.5), never a connection without an answer. */
    private GraphqlEndpoint.Outcome outcome(Headers request, byte[] body, String trace) {
        try {
            return Optional.ofNullable(request.getFirst("x-api-key"))
                    .map(keys::get)
                    .filter(known -> known.usable(cloud.now()))
                    .map(key -> isJson(request.getFirst("Content-Type")) ? endpoint.handle(key, body) : notJson())
                    .orElseGet(() -> new GraphqlEndpoint.Outcome(unauthenticated(), Optional.empty()));
        } catch (RuntimeException e) {
            LOG.error("request {} failed in the simulator", trace, e);
            return new GraphqlEndpoint.Outcome(
                    Reply.error(500, GraphqlErrors.entry(GraphqlErrors.INTERNAL, null, GraphqlErrors.DOWNSTREAM)),
                    Optional.empty());
        }
    }

    private static boolean isJson(@Nullable String contentType) {
        return contentType != null && contentType.split(";", 2)[0].strip().equalsIgnoreCase("application/json");
    }

    /** In the words of gqlgen, which the front very likely is (cato-api.md §1.5). */
    private static GraphqlEndpoint.Outcome notJson() {
        return new GraphqlEndpoint.Outcome(
                Reply.error(400, GraphqlErrors.entry("transport not supported", null, null)), Optional.empty());
    }

    /** Status and body of this aren't confirmed (cato-api.md §1.5), so it can be chosen. */
    private Reply unauthenticated() {
        int status = switch (cloud.settings().authFailure()) {
            case FORBIDDEN_403 -> 403;
            case UNAUTHORIZED_401 -> 401;
            case OK_WITH_ERRORS -> 200;
        };
        return Reply.error(status, GraphqlErrors.entry("authentication error", null, null));
    }

    private void pause(long millis) {
        try {
            if (closing.await(millis, TimeUnit.MILLISECONDS)) {
                LOG.debug("a delayed answer was cut short by the end of the simulator");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void send(HttpExchange exchange, Reply reply, @Nullable Fault fault) throws IOException {
        Headers headers = exchange.getResponseHeaders();
        reply.headers().forEach(headers::set);
        byte[] bytes;
        if (reply.body().isEmpty()) {
            headers.set("Content-Type", "text/html");
            bytes = ("<html><body><h1>" + reply.status() + "</h1></body></html>").getBytes(StandardCharsets.UTF_8);
        } else {
            headers.set("Content-Type", "application/json");
            bytes = json.writeValueAsBytes(reply.body());
        }
        if (accepts(exchange.getRequestHeaders().get("Accept-Encoding"))) {
            headers.set("Content-Encoding", "gzip");
            bytes = gzip(bytes);
        }
        exchange.sendResponseHeaders(reply.status(), bytes.length);
        OutputStream out = exchange.getResponseBody();
        if (fault != null && fault.kind() == Fault.Kind.TRUNCATE) {
            out.write(bytes, 0, bytes.length / 2);
            out.flush();
            return;
        }
        out.write(bytes);
    }

    /** Whether gzip is named, and not with a weight of nought (RFC 9110 §12.5.3). */
    private static boolean accepts(@Nullable List<String> encodings) {
        return encodings != null
                && encodings.stream()
                        .flatMap(line -> Stream.of(line.toLowerCase(Locale.ROOT).split(",", -1)))
                        .anyMatch(HttpFront::meansGzip);
    }

    private static boolean meansGzip(String coding) {
        String[] parts = coding.split(";", 2);
        boolean refused = parts.length > 1 && parts[1].strip().matches("q\\s*=\\s*0(\\.0*)?");
        return parts[0].strip().equals("gzip") && !refused;
    }

    private static byte[] gzip(byte[] plain) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
