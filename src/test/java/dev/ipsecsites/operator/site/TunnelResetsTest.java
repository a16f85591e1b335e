package dev.ipsecsites.operator.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ipsecsites.api.Api;
import dev.ipsecsites.api.CatoSite;
import dev.ipsecsites.api.CatoSiteStatus;
import dev.ipsecsites.api.Condition;
import dev.ipsecsites.api.ConditionStatus;
import dev.ipsecsites.api.RepairStep;
import dev.ipsecsites.api.RouterTunnel;
import dev.ipsecsites.api.RouterTunnelStatus;
import dev.ipsecsites.api.SiteTunnelStatus;
import dev.ipsecsites.api.TunnelRepair;
import dev.ipsecsites.api.TunnelState;
import dev.ipsecsites.operator.common.Annotations;
import dev.ipsecsites.operator.common.Conditions;
import dev.ipsecsites.operator.common.MockKube;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TunnelResetsTest {
    private static final String REPAIR = "repair-1-2026-11-23T12:00:00Z";

    private final MockKube kube = new MockKube();
    private final List<String> told = new ArrayList<>();
    private final CatoSite site = Sites.osaka();

    @BeforeEach
    void tunnels() {
        for (String name : List.of("osaka-primary1", "osaka-secondary1")) {
            kube.client()
                    .resource(Serialization.unmarshal("""
                        apiVersion: ipsec-sites.dev/v1alpha1
                        kind: RouterTunnel
                        metadata: { name: %s, namespace: network }
                        spec:
                          routerRef: { name: osaka-rtx }
                          remote: { address: 203.0.113.10 }
                          preSharedKeySecretRef: { name: psk, key: psk }
                          routes: [ { destination: default } ]
                        """.formatted(name), RouterTunnel.class))
                    .create();
        }
    }

    @AfterEach
    void close() {
        kube.close();
    }

    @Test
    void asksOnlyForTheTunnelThatIsToBeResetAndOnlyOnce() {
        standing(TunnelState.DOWN);
        assertThat(ensure()).isFalse();
        int writes = kube.writes();
        ensure();

        assertThat(kube.writes()).as("asked for already").isEqualTo(writes);
        assertThat(repair("osaka-primary1")).contains(REPAIR);
        assertThat(repair("osaka-secondary1")).isEmpty();

        handled("osaka-primary1", Map.of("repair-reset", REPAIR));
        ensure();
        assertThat(told).isEmpty();
    }

    @Test
    void leavesATunnelThatIsUpAgainAlone() {
        standing(TunnelState.UP);
        ensure();

        assertThat(repair("osaka-primary1")).isEmpty();
    }

    @Test
    void takesBackWhatIsAskedForOnceTheTunnelIsUp() {
        standing(TunnelState.DOWN);
        ensure();
        standing(TunnelState.UP);
        ensure();

        assertThat(repair("osaka-primary1")).isEmpty();
    }

    @Test
    void aPersonsResetDoesNotMakeTheRepairsAgain() {
        standing(TunnelState.DOWN);
        ensure();
        handled("osaka-primary1", Map.of("repair-reset", REPAIR));
        site.getMetadata().setAnnotations(Map.of(Api.RESET_TUNNELS, "t1"));
        ensure();
        handled("osaka-primary1", Map.of("repair-reset", REPAIR, "reset-tunnels", "asked-t1"));
        handled("osaka-secondary1", Map.of("reset-tunnels", "asked-t1"));
        assertThat(ensure()).isTrue();
        int writes = kube.writes();
        site.getMetadata().setAnnotations(Map.of());
        ensure();

        assertThat(kube.writes()).isEqualTo(writes);
    }

    /** A router may hold an SA that the other end has lost: that one is reset though its own end says up. */
    @ParameterizedTest
    @CsvSource({
        "Negotiating, 2026-11-23T11:00:00Z, -though-up",
        "Negotiating, 2026-11-23T12:00:00Z, -though-up",
        "Negotiating, 2026-11-23T12:00:01Z, ''",
        "Unknown, 2026-11-23T11:00:00Z, ''",
    })
    void saysWhetherTheRoutersEndWasUpWhenTheStepWasDecided(String state, String since, String mark) {
        standing(TunnelState.valueOf(state.toUpperCase(Locale.ROOT)));
        RouterTunnel tunnel = get("osaka-primary1");
        tunnel.setStatus(RouterTunnelStatus.EMPTY.toBuilder()
                .state(TunnelState.UP)
                .conditions(List.of(
                        new Condition(Conditions.OPERATIONAL, ConditionStatus.TRUE, 1L, since, "TunnelUp", "up")))
                .build());
        kube.client().resource(tunnel).updateStatus();
        ensure();

        assertThat(repair("osaka-primary1")).contains(REPAIR + mark);
    }

    @Test
    void doesWhatAPersonAsksForAndSaysWhatIsLeftToTheConsole() {
        site.getMetadata().setAnnotations(Map.of(Api.RESET_TUNNELS, "t1"));
        assertThat(ensure()).isFalse();
        assertThat(token("osaka-primary1")).contains("asked-t1");
        assertThat(token("osaka-secondary1")).contains("asked-t1");

        handled("osaka-primary1", Map.of("reset-tunnels", "asked-t1"));
        assertThat(ensure()).as("one is left").isFalse();
        handled("osaka-secondary1", Map.of("reset-tunnels", "asked-t1"));
        assertThat(ensure()).isTrue();
        assertThat(told).singleElement().asString().contains("console only");
    }

    @Test
    void underObserveNothingIsReset() {
        CatoSite observed = Sites.osaka("managementPolicy: Observe");
        observed.getMetadata().setAnnotations(Map.of(Api.RESET_TUNNELS, "t1"));

        assertThat(new TunnelResets(kube.client(), observed, all(), events()).ensure())
                .isTrue();
        assertThat(token("osaka-primary1")).isEmpty();
        assertThat(told).singleElement().asString().contains("Observe");
    }

    private void standing(TunnelState state) {
        TunnelRepair repair =
                new TunnelRepair(RepairStep.RESET, 1, "2026-11-23T12:00:00Z", 1L, null, List.of("Reset1"), null, null);
        SiteTunnelStatus primary = new SiteTunnelStatus(
                "PRIMARY1", "Tokyo", "203.0.113.10", null, null, null, state, null, 0, List.of(), null, repair);
        site.setStatus(CatoSiteStatus.EMPTY.toBuilder()
                .tunnels(List.of(primary, SiteTunnelStatus.unknown("SECONDARY1")))
                .build());
    }

    private boolean ensure() {
        return new TunnelResets(kube.client(), site, all(), events()).ensure();
    }

    private List<RouterTunnel> all() {
        return kube.client()
                .resources(RouterTunnel.class)
                .inNamespace("network")
                .list()
                .getItems();
    }

    private Optional<String> token(String name) {
        return Annotations.get(get(name), Api.RESET_TUNNELS);
    }

    private Optional<String> repair(String name) {
        return Annotations.get(get(name), Api.REPAIR_RESET);
    }

    private RouterTunnel get(String name) {
        return kube.client()
                .resources(RouterTunnel.class)
                .inNamespace("network")
                .withName(name)
                .get();
    }

    private void handled(String name, Map<String, String> tokens) {
        RouterTunnel tunnel = get(name);
        tunnel.setStatus(
                RouterTunnelStatus.EMPTY.toBuilder().lastHandled(tokens).build());
        kube.client().resource(tunnel).updateStatus();
    }

    private SiteEvents events() {
        return new SiteEvents() {
            @Override
            public void normal(String reason, String message) {
                told.add(message);
            }

            @Override
            public void warning(String reason, String message) {
                told.add(message);
            }
        };
    }
}
