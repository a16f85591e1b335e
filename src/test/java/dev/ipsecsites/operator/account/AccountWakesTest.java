package dev.ipsecsites.operator.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ipsecsites.api.CatoSite;
import dev.ipsecsites.cato.RetryPolicy;
import dev.ipsecsites.operator.common.Directory;
import dev.ipsecsites.operator.common.SecretCache;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AccountWakesTest {
    private final Directory directory = new Directory();
    private final AccountWakes wakes = new AccountWakes(directory);
    private final List<ResourceID> woken = new ArrayList<>();

    @BeforeEach
    void listen() {
        CmaEnvironment environment = new CmaEnvironment(
                new OkHttpClient(),
                RetryPolicy.standard(),
                Clock.systemUTC(),
                duration -> {},
                (operation, outcome, took) -> {});
        var client = new KubernetesClientBuilder().build();
        wakes.eventSource().setEventHandler(event -> woken.add(event.getRelatedCustomResourceID()));
        wakes.eventSource().start();
        wakes.listen(new SecretCache(client, Set.of()), new OpenAccounts(environment, new Random(1)));
    }

    private void written(String site, String tunnels) {
        CatoSite resource = Serialization.unmarshal("""
            apiVersion: ipsec-sites.dev/v1alpha1
            kind: CatoSite
            metadata: { name: %s, namespace: net }
            spec: { accountRef: { name: main }, nativeRange: 192.168.1.0/24 }
            status: { siteId: "5", tunnels: %s }
            """.formatted(site, tunnels), CatoSite.class);
        directory.written(CatoSite.class, resource, resource);
    }

    @Test
    void aSiteThatTakesOrLeavesAnAddressWakesItsAccountAndNothingElseDoes() {
        written("osaka", "[]");
        assertThat(woken).isEmpty();
        written("osaka", "[ { id: PRIMARY1, catoAddress: 203.0.113.10 } ]");
        written("osaka", "[ { id: PRIMARY1, catoAddress: 203.0.113.10, state: Up } ]");
        assertThat(woken).containsExactly(new ResourceID("main", "net"));
        written("osaka", "[]");
        assertThat(woken).hasSize(2);
    }

    @Test
    void twoSitesAreKeptApart() {
        written("osaka", "[ { id: PRIMARY1, catoAddress: 203.0.113.10 } ]");
        written("kobe", "[ { id: PRIMARY1, catoAddress: 203.0.113.10 } ]");
        assertThat(woken).hasSize(2);
    }
}
