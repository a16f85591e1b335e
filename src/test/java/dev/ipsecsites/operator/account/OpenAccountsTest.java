package dev.ipsecsites.operator.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.ipsecsites.api.AllocatedIPPolicy;
import dev.ipsecsites.api.CatoAccount;
import dev.ipsecsites.api.CatoAccountSpec;
import dev.ipsecsites.api.ManagementPolicy;
import dev.ipsecsites.api.SecretKeyRef;
import dev.ipsecsites.cato.Cma;
import dev.ipsecsites.cato.CmaEndpoint;
import dev.ipsecsites.cato.CmaException;
import dev.ipsecsites.cato.CmaHttp;
import dev.ipsecsites.cato.CmaSite.Location;
import dev.ipsecsites.cato.CmaSite.NewSite;
import dev.ipsecsites.cato.CmaSite.SiteType;
import dev.ipsecsites.cato.CmaTunnels.RoleTunnels;
import dev.ipsecsites.cato.CmaTunnels.Tunnel;
import dev.ipsecsites.cato.FakeTime;
import dev.ipsecsites.cato.Pause;
import dev.ipsecsites.cato.RetryPolicy;
import dev.ipsecsites.ipsec.Secret;
import dev.ipsecsites.lab.cma.CmaSimulator;
import dev.ipsecsites.lab.wire.RouterEnd.SecurityAssociations;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OpenAccountsTest {
    private static final Duration LONG = Duration.ofMinutes(10);

    private CmaSimulator cato;
    private OpenAccounts accounts;
    private CmaEndpoint endpoint;

    @BeforeEach
    void start() throws Exception {
        cato = CmaSimulator.builder()
                .account("12345")
                .editKey("12345", "key-one")
                .editKey("12345", "key-two")
                .visibilityDelay(Duration.ZERO)
                .rateLimitFactor(0)
                .build()
                .start();
        endpoint = CmaEndpoint.of(cato.endpoint().toString(), List.of("127.0.0.1"));
        accounts = accounts(Clock.systemUTC(), new Pause.UntilStopped());
    }

    private static OpenAccounts accounts(Clock clock, Pause pause) throws Exception {
        return new OpenAccounts(
                new CmaEnvironment(
                        CmaHttp.client(null), RetryPolicy.standard(), clock, pause, (operation, outcome, took) -> {}),
                new Random(1));
    }

    @AfterEach
    void stop() {
        accounts.close();
        cato.close();
    }

    private CatoAccountSpec spec(String accountId) {
        return new CatoAccountSpec(
                accountId,
                endpoint.toString(),
                new SecretKeyRef("s", "k"),
                AllocatedIPPolicy.DEFAULT,
                80,
                "30s",
                ManagementPolicy.ENFORCE);
    }

    private CatoAccount account(String name) {
        CatoAccount account = new CatoAccount();
        account.setMetadata(
                new ObjectMetaBuilder().withNamespace("net").withName(name).build());
        account.setSpec(spec("12345"));
        return account;
    }

    private OpenAccounts.Access access(String key, int percent, Duration interval) {
        return new OpenAccounts.Access(new AccountKey(endpoint, "12345"), Secret.of(key), percent, interval, true);
    }

    @Test
    void anAccountThatNobodyOpenedHasNoClient() {
        assertThat(accounts.cmaFor(account("main"))).isEmpty();
        assertThat(accounts.latest(account("main"))).isEmpty();
        accounts.pollSoon(account("main"));
        accounts.close(account("main"));
    }

    @Test
    void theClientStaysUntilTheKeyChanges() {
        CatoAccount main = account("main");
        var first = accounts.open(main, access("key-one", 80, LONG));
        assertThat(accounts.open(main, access("key-one", 50, LONG))).isSameAs(first);
        assertThat(accounts.cmaFor(main)).containsSame(first);
        assertThat(accounts.open(main, access("key-two", 50, LONG))).isNotSameAs(first);
    }

    @Test
    void aClientForAnotherEndpointOrAccountThanTheSpecsIsNotHandedOut() {
        accounts.open(account("main"), access("key-one", 80, LONG));
        CatoAccount moved = account("main");
        moved.setSpec(spec("99999"));
        assertThat(accounts.cmaFor(moved)).isEmpty();
    }

    @Test
    void aKeyThatDoesNotWorkIsTakenFromEverybodyButTheSnapshotStays() {
        CatoAccount main = account("main");
        accounts.open(main, access("key-one", 80, LONG));
        await().until(() -> accounts.latest(main).isPresent());
        accounts.suspend(main);
        assertThat(accounts.cmaFor(main)).isEmpty();
        assertThat(accounts.latest(main)).isPresent();
    }

    @Test
    void twoCatoAccountsOfOneAccountSharePollerAndListenersHearOnce() throws Exception {
        String site;
        try (OpenAccounts others = accounts(Clock.systemUTC(), new Pause.UntilStopped())) {
            site = others.open(account("x"), access("key-one", 80, LONG))
                    .addSite(new NewSite(
                            "osaka",
                            SiteType.BRANCH,
                            "",
                            "192.168.1.0/24",
                            new Location("JP", null, null, null, "Asia/Tokyo")));
        }
        List<Set<String>> heard = new CopyOnWriteArrayList<>();
        accounts.onChange((account, siteIds) -> heard.add(siteIds));
        accounts.open(account("a"), access("key-one", 80, LONG));
        accounts.open(account("b"), access("key-two", 80, LONG));
        await().until(() -> !heard.isEmpty());
        assertThat(accounts.latest(account("b"))).isPresent().isEqualTo(accounts.latest(account("a")));
        assertThat(heard)
                .as("of the snapshot, perhaps of the audit trail")
                .containsOnly(Set.of(site))
                .hasSizeLessThan(3);
        assertThat(cato.statistics().requests().get("accountSnapshot")).isLessThanOrEqualTo(2);
    }

    @Test
    void twoCatoAccountsOfOneAccountShareTheSmallerBudget() throws Exception {
        FakeTime time = new FakeTime();
        try (OpenAccounts stopped = accounts(time, time)) {
            var one = stopped.open(account("a"), access("key-one", 100, LONG));
            var two = stopped.open(account("b"), access("key-two", 10, LONG));
            for (int i = 0; i < 3; i++) {
                one.site("1");
            }
            assertThat(time.pauses()).isEmpty();
            two.site("1");
            assertThat(time.pauses()).containsExactly(Duration.ofMinutes(1));
        }
    }

    @Test
    void anAccountWithoutEventsIsAskedOnceAndItsSnapshotsArriveAllTheSame() {
        cato.change(settings -> settings.with("eventsIntegration", false));
        List<AccountKey> heard = new CopyOnWriteArrayList<>();
        accounts.onHealth(heard::add);
        CatoAccount main = account("main");
        accounts.open(main, access("key-one", 80, Duration.ofMillis(50)));
        await().until(() -> accounts.feedsOff(main).isPresent());
        await().until(() -> cato.statistics().requests().getOrDefault("accountSnapshot", 0L) > 1);
        assertThat(accounts.feedsOff(main))
                .hasValueSatisfying(w -> assertThat(w).contains("is disabled for account"));
        assertThat(accounts.pollError(main)).isEmpty();
        assertThat(cato.statistics().requests()).containsEntry("eventsFeed", 1L);
        assertThat(heard).containsExactly(new AccountKey(endpoint, "12345"));

        cato.change(settings -> settings.with("eventsIntegration", true));
        accounts.feedsAgain(main);
        await().until(() -> accounts.feedsOff(main).isEmpty());
    }

    private String siteWithTunnel(Cma cma) throws CmaException {
        String site = cma.addSite(new NewSite(
                "osaka", SiteType.BRANCH, "", "192.168.1.0/24", new Location("JP", null, null, null, "Asia/Tokyo")));
        cato.allocate("12345", "Tokyo", null, "by hand");
        Tunnel tunnel = new Tunnel(null, "osaka", null, Secret.of("PrimaryKey0001"), "198.51.100.20", null, null, null);
        cma.addTunnels(site, new RoleTunnels(cma.allocatedAddresses().getFirst().id(), List.of(tunnel)), null);
        return site;
    }

    private static SecurityAssociations associations() {
        return new SecurityAssociations(
                "AES_CBC_256",
                "SHA256",
                "SHA256",
                14,
                "AES_CBC_256",
                "SHA256",
                0,
                "198.51.100.20",
                "198.18.0.1",
                "a",
                "b",
                1,
                2,
                false);
    }

    @Test
    void eventsOfTunnelsArriveAndTheSiteIsTold() throws Exception {
        CatoAccount main = account("main");
        List<Set<String>> heard = new CopyOnWriteArrayList<>();
        var cma = accounts.open(main, access("key-one", 80, Duration.ofMillis(50)));
        String site = siteWithTunnel(cma);
        await().until(() -> cato.statistics().requests().getOrDefault("eventsFeed", 0L) > 1);
        accounts.onChange((account, siteIds) -> heard.add(siteIds));
        cato.catoEnd().connected(site + "/PRIMARY1", "198.51.100.20", associations());
        cato.catoEnd().disconnected(site + "/PRIMARY1", "TIMEOUT");
        await().until(() -> accounts.events(main).of(site).size() == 2);
        assertThat(accounts.events(main).of(site)).last().satisfies(e -> {
            assertThat(e.kind()).isEqualTo("Disconnected");
            assertThat(e.tunnel()).isEqualTo("PRIMARY1");
            assertThat(e.popName()).isEqualTo("Tokyo");
            assertThat(e.siteAddress()).isEqualTo("198.51.100.20");
        });
        assertThat(heard).contains(Set.of(site));
    }

    @Test
    void pollingEndsWithTheLastCatoAccount() {
        accounts.open(account("a"), access("key-one", 80, LONG));
        accounts.open(account("b"), access("key-two", 80, LONG));
        accounts.close(account("a"));
        await().until(() -> accounts.latest(account("b")).isPresent());
        accounts.close(account("b"));
        assertThat(accounts.latest(account("b"))).isEmpty();
    }

    @Test
    void openingIsToldOnce() {
        List<String> opened = new CopyOnWriteArrayList<>();
        accounts.onChange(new CmaAccounts.Listener() {
            @Override
            public void changed(AccountKey account, Set<String> siteIds) {}

            @Override
            public void opened(CatoAccount account) {
                opened.add(account.getMetadata().getName());
            }
        });
        CatoAccount main = account("main");
        accounts.open(main, access("key-one", 80, LONG));
        accounts.open(main, access("key-one", 80, LONG));
        accounts.suspend(main);
        accounts.open(main, access("key-one", 80, LONG));
        assertThat(opened).containsExactly("main", "main");
    }

    @Test
    void aFailingPollIsToldAndItsReasonKept() {
        List<AccountKey> sick = new CopyOnWriteArrayList<>();
        accounts.onHealth(sick::add);
        CatoAccount main = account("main");
        accounts.open(main, access("wrong-key", 80, LONG));
        await().until(() -> !sick.isEmpty());
        assertThat(accounts.pollError(main))
                .hasValueSatisfying(e -> assertThat(e.kind()).isEqualTo(CmaException.Kind.AUTHENTICATION));
        assertThat(sick).containsExactly(new AccountKey(endpoint, "12345"));
    }

    @Test
    void afterTheStopNothingOpens() {
        accounts.close();
        assertThat(catchThrowableOfType(
                        IllegalStateException.class, () -> accounts.open(account("main"), access("key-one", 80, LONG))))
                .hasMessageContaining("stopping");
    }
}
