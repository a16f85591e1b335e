package dev.ipsecsites.operator.common;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ipsecsites.api.CatoAccount;
import dev.ipsecsites.api.CatoSite;
import dev.ipsecsites.api.Router;
import dev.ipsecsites.api.RouterTunnel;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.CustomResourceDefinitionContext;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import io.fabric8.mockwebserver.dsl.HttpMethod;
import io.fabric8.mockwebserver.http.Buffer;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * Fabric8's mock API server with this project's kinds: fast, and good enough for reconcilers that are called directly. It has no
 * server-side apply, no defaults and no validation; what depends on those is tested against a real API server.
 */
public final class MockKube implements AutoCloseable {
    private static final Logger REQUESTS = Logger.getLogger("io.fabric8.mockwebserver");

    /** Without schemas: the mock doesn't look at them, and a test has to wait while they are read and sent. */
    private static final List<CustomResourceDefinition> DEFINITIONS = Stream.of(
                    "catoaccounts", "catosites", "routers", "routertunnels")
            .map(MockKube::definition)
            .toList();

    /** What it has learnt of the kinds' classes serves all clients. */
    private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();

    private final Dispatcher store = new Dispatcher();
    private final KubernetesMockServer server;
    private final KubernetesClient client;
    private final AtomicInteger writes = new AtomicInteger();
    private volatile IntPredicate failing = n -> false;
    private volatile boolean terminating;

    public MockKube() {
        // A line for every request otherwise.
        REQUESTS.setLevel(Level.WARNING);
        server = new KubernetesMockServer(
                new Context(Serialization.jsonMapper()), new MockWebServer(), new HashMap<>(), store, false);
        server.init();
        client = server.createClient(builder -> builder.withKubernetesSerialization(SERIALIZATION));
        fill();
    }

    /** Forgets everything; quicker than a new server. */
    public void clear() {
        server.reset();
        fill();
    }

    private void fill() {
        failing = n -> false;
        terminating = false;
        // The mock honours the status subresource of kinds whose definition was created in it.
        DEFINITIONS.forEach(definition -> client.resource(definition).create());
        Stream.of(CatoAccount.class, CatoSite.class, Router.class, RouterTunnel.class)
                .forEach(kind ->
                        server.expectCustomResource(CustomResourceDefinitionContext.fromCustomResourceType(kind)));
        writes.set(0);
    }

    private static CustomResourceDefinition definition(String plural) {
        try (InputStream file = Files.newInputStream(Path.of("crds", plural + ".yaml"))) {
            CustomResourceDefinition read = Serialization.unmarshal(file, CustomResourceDefinition.class);
            read.getSpec().getVersions().forEach(version -> version.setSchema(null));
            return read;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    public KubernetesClient client() {
        return client;
    }

    /** Requests so far that changed, or tried to change, something. */
    public int writes() {
        return writes.get();
    }

    /** As in a namespace that is being deleted from now on: nothing can be created. */
    public void terminate() {
        terminating = true;
    }

    /** Answers the n-th write with an error and does nothing, where {@code fails} says so. */
    public void failWrites(IntPredicate fails) {
        failing = fails;
    }

    /** An object as it is stored, without the way there: the operator's caches answer without one, too. */
    public <R extends HasMetadata> Optional<R> stored(Class<R> kind, String namespace, String name) {
        return answer(path(kind, "/namespaces/" + namespace) + "/" + name).map(json -> read(json, kind));
    }

    /** All of a kind as they are stored, in any namespace. */
    public <R extends HasMetadata> List<R> stored(Class<R> kind) {
        List<R> all = new ArrayList<>();
        answer(path(kind, "")).ifPresent(list -> list.path("items").forEach(json -> all.add(read(json, kind))));
        return all;
    }

    private static String path(Class<? extends HasMetadata> kind, String namespace) {
        return "/apis/" + HasMetadata.getApiVersion(kind) + namespace + "/" + HasMetadata.getPlural(kind);
    }

    private Optional<JsonNode> answer(String path) {
        MockResponse answer = store.handleGet(path);
        return answer.code() == 200
                ? Optional.of(Dispatcher.json(answer.getBody().readUtf8()))
                : Optional.empty();
    }

    private static <R> R read(JsonNode json, Class<R> kind) {
        return Serialization.jsonMapper().convertValue(json, kind);
    }

    /** A directory that looks each time: no cache, never old. */
    public <R extends HasMetadata> void publish(
            Directory directory, Class<R> kind, java.util.Map<String, Function<R, List<String>>> indexes) {
        directory.publish(kind, new Directory.Source<>() {
            @Override
            public Optional<R> get(String namespace, String name) {
                return stored(kind, namespace, name);
            }

            @Override
            public Stream<R> all() {
                return stored(kind).stream();
            }

            @Override
            public List<R> byIndex(String index, String key) {
                Function<R, List<String>> keys = indexes.getOrDefault(index, r -> List.of());
                return all().filter(r -> keys.apply(r).contains(key)).toList();
            }

            @Override
            public void written(R updated, R previous) {}
        });
    }

    @Override
    public void close() {
        client.close();
        server.destroy();
    }

    private final class Dispatcher extends KubernetesCrudDispatcher {
        @Override
        public MockResponse handleCreate(RecordedRequest request) {
            if (failed()) {
                return error();
            }
            return terminating
                    ? new MockResponse().setResponseCode(403).setBody("{\"kind\":\"Status\",\"code\":403}")
                    : super.handleCreate(request);
        }

        @Override
        public MockResponse handleUpdate(RecordedRequest request) {
            return failed() ? error() : super.handleUpdate(request);
        }

        /** The mock appends to lists where a merge patch has to replace them (RFC 7386), and knows no server-side apply. */
        @Override
        public MockResponse handlePatch(RecordedRequest request) {
            if (failed()) {
                return error();
            }
            String type = String.valueOf(request.getHeader("Content-Type"));
            if (!type.startsWith("application/merge-patch") && !type.startsWith("application/apply-patch")) {
                return super.handlePatch(request);
            }
            String path = request.getPath().replaceFirst("\\?.*", "");
            MockResponse there = super.handleGet(path.replaceFirst("/status$", ""));
            if (there.code() != 200) {
                return there;
            }
            JsonNode current = json(there.getBody().readUtf8());
            JsonNode patch = json(request.getBody().readUtf8());
            JsonNode version = patch.path("metadata").path("resourceVersion");
            if (version.isTextual() && !version.equals(current.path("metadata").path("resourceVersion"))) {
                return new MockResponse().setResponseCode(409).setBody("{}");
            }
            return super.handleUpdate(new RecordedRequest(
                    "HTTP/1.1",
                    HttpMethod.PUT,
                    path,
                    request.getHeaders(),
                    new Buffer(merged(current, patch).toString().getBytes(StandardCharsets.UTF_8))));
        }

        private static JsonNode json(String text) {
            try {
                return Serialization.jsonMapper().readTree(text);
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(e);
            }
        }

        private static JsonNode merged(JsonNode target, JsonNode patch) {
            if (!(patch instanceof ObjectNode fields)) {
                return patch;
            }
            ObjectNode result =
                    target instanceof ObjectNode object ? object.deepCopy() : JsonNodeFactory.instance.objectNode();
            fields.properties().forEach(field -> {
                if (field.getValue().isNull()) {
                    result.remove(field.getKey());
                } else {
                    result.set(field.getKey(), merged(result.path(field.getKey()), field.getValue()));
                }
            });
            return result;
        }

        private boolean failed() {
            return failing.test(writes.incrementAndGet());
        }

        private static MockResponse error() {
            return new MockResponse().setResponseCode(422).setBody("{\"kind\":\"Status\",\"code\":422}");
        }
    }
}
