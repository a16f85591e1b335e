package dev.ipsecsites.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.SecretListBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WatchedNamespacesTest {
    private final KubernetesMockServer server = new KubernetesMockServer(false);
    private KubernetesClient client;

    @BeforeEach
    void start() {
        server.init();
        client = server.createClient();
    }

    @AfterEach
    void stop() {
        client.close();
        server.destroy();
    }

    @Test
    void allNamespacesAreNotTriedOneByOne() {
        var watched = WatchedNamespaces.of(client, Set.of());

        assertThat(watched.readable()).isEmpty();
        assertThat(watched.refused()).isEmpty();
        assertThat(server.getRequestCount()).isZero();
    }

    @Test
    void aNamespaceWithoutRightsDoesNotKeepTheOthersFromBeingWatched() {
        answer("going", 403);
        answer("osaka", 200);
        answer("tokyo", 200);

        var watched = WatchedNamespaces.of(client, inOrder("going", "osaka", "tokyo"));

        assertThat(watched.readable()).containsExactly("osaka", "tokyo");
        assertThat(watched.refused()).containsExactly("going");
        assertThat(watched.opened()).isEmpty();
    }

    @Test
    void aNamespaceThatGetsItsRightsLaterIsNoticed() {
        once("late", 403);
        answer("osaka", 200);
        var watched = WatchedNamespaces.of(client, inOrder("late", "osaka"));
        assertThat(watched.refused()).containsExactly("late");

        answer("late", 200);

        assertThat(watched.opened()).contains("late");
    }

    @Test
    void whereNoneCanBeReadTheReasonIsSaid() {
        answer("going", 403);

        assertThatThrownBy(() -> WatchedNamespaces.of(client, Set.of("going")))
                .isInstanceOf(KubernetesClientException.class)
                .hasMessageContaining("403");
    }

    @Test
    void aServerThatIsIllIsNotTakenForARefusal() {
        answer("osaka", 400);
        answer("tokyo", 200);

        assertThatThrownBy(() -> WatchedNamespaces.of(client, inOrder("osaka", "tokyo")))
                .isInstanceOf(KubernetesClientException.class);
    }

    private static Set<String> inOrder(String... namespaces) {
        return new LinkedHashSet<>(List.of(namespaces));
    }

    private void answer(String namespace, int code) {
        server.expect()
                .get()
                .withPath(path(namespace))
                .andReturn(code, new SecretListBuilder().build())
                .always();
    }

    private void once(String namespace, int code) {
        server.expect()
                .get()
                .withPath(path(namespace))
                .andReturn(code, new SecretListBuilder().build())
                .once();
    }

    private static String path(String namespace) {
        return "/api/v1/namespaces/" + namespace + "/secrets?labelSelector=ipsec-sites.dev%2Fcredentials%3Dtrue";
    }
}
