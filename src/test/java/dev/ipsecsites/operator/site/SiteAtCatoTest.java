package dev.ipsecsites.operator.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ipsecsites.api.CatoAccount;
import dev.ipsecsites.api.CatoSite;
import dev.ipsecsites.api.CatoSiteStatus;
import dev.ipsecsites.api.Identity;
import dev.ipsecsites.api.IdentityType;
import dev.ipsecsites.api.RepairStep;
import dev.ipsecsites.api.SiteTunnelStatus;
import dev.ipsecsites.api.TunnelRepair;
import dev.ipsecsites.cato.Cma;
import dev.ipsecsites.cato.Cma.AllocatedAddress;
import dev.ipsecsites.cato.CmaClient;
import dev.ipsecsites.cato.CmaEndpoint;
import dev.ipsecsites.cato.CmaException;
import dev.ipsecsites.cato.CmaHttp;
import dev.ipsecsites.cato.CmaShared;
import dev.ipsecsites.cato.CmaSite.Location;
import dev.ipsecsites.cato.CmaSite.NewSite;
import dev.ipsecsites.cato.CmaSite.SiteType;
import dev.ipsecsites.cato.FakeTime;
import dev.ipsecsites.cato.RequestBudget;
import dev.ipsecsites.cato.RetryPolicy;
import dev.ipsecsites.cato.Rollout;
import dev.ipsecsites.ipsec.Secret;
import dev.ipsecsites.lab.cma.CmaSimulator;
import dev.ipsecsites.lab.cma.Fault;
import dev.ipsecsites.operator.common.Keyring;
import dev.ipsecsites.operator.site.RepairLadder.Step;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The site's work at Cato against the CMA simulator over HTTP, and what becomes of it when the operator dies in the middle. */
@Order(13)
class SiteAtCatoTest {
    private static final String ACCOUNT = "12345";
    private static final Secret KEY = Secret.of("edit-key-000000");
    private static final CatoAccount ACCOUNT_RESOURCE = Serialization.unmarshal("""
        apiVersion: ipsec-sites.dev/v1alpha1
        kind: CatoAccount
        metadata: { name: main, namespace: network }
        spec: { accountId: "12345", apiKeySecretRef: { name: cato-api, key: apiKey } }
        """, CatoAccount.class);

    private final OkHttpClient http;
    private final FakeTime time = new FakeTime();
    private final List<String> told = new ArrayList<>();
    private final AtomicInteger calls = new AtomicInteger();
    private Set<AppliedHash.Part> held = Set.of();
    private int dieAt;
    private boolean dieAfterwards;
    private MemoryJournal journal = new MemoryJournal();
    private AccountFacts facts = new AccountFacts(time);
    private FirstSeen firstSeen = new FirstSeen(time);

    @Nullable
    private CmaSimulator simulator;

    /** The operator's death: nothing of ours catches it. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    SiteAtCatoTest() throws IOException {
        http = CmaHttp.client(null);
    }

    @BeforeEach
    void start() throws Exception {
        simulator = CmaSimulator.builder()
                .account(ACCOUNT, 2)
                .editKey(ACCOUNT, KEY.reveal())
                .clock(time)
                .build()
                .start();
    }

    @AfterEach
    void stop() {
        cato().close();
    }

    @Test
    void makesSiteAddressesAndTunnelsAndSaysNothingTwice() throws Exception {
        settle(Sites.osaka());
        Map<String, Long> mutations = cato().statistics().mutations();

        assertThat(mutations)
                .containsEntry("addAllocatedIp", 2L)
                .containsEntry("addIpsecIkeV2Site", 1L)
                .containsEntry("updateIpsecIkeV2SiteGeneralDetails", 1L)
                .containsEntry("addIpsecIkeV2SiteTunnels", 1L)
                .hasSize(4);
        settle(Sites.osaka());
        assertThat(cato().statistics().mutations()).isEqualTo(mutations);
    }

    @Test
    void aSiteThatIsKnownByANameGetsItsIdentitiesFromCatoAndCanGoBack() throws Exception {
        settle(Sites.osaka("connectionMode: ResponderOnly", "identification: FQDN"));
        assertThat(identities()).containsOnlyKeys("PRIMARY1", "SECONDARY1").isEqualTo(localIds(IdentityType.FQDN));
        cato().statistics().reset();
        settle(Sites.osaka("connectionMode: ResponderOnly", "identification: FQDN", "publicAddress: 198.51.100.99"));
        assertThat(cato().statistics().mutations()).isEmpty();

        settle(Sites.osaka("connectionMode: ResponderOnly", "identification: KeyID"));
        assertThat(identities()).hasSize(2).isEqualTo(localIds(IdentityType.KEY_ID));
        assertThat(cato().statistics().mutations())
                .containsOnlyKeys("updateIpsecIkeV2SiteGeneralDetails", "updateIpsecIkeV2SiteTunnels");

        cato().statistics().reset();
        settle(Sites.osaka());
        assertThat(cato().statistics().mutations())
                .containsOnlyKeys("updateIpsecIkeV2SiteGeneralDetails", "updateIpsecIkeV2SiteTunnels");
        assertThat(localIds(IdentityType.IPV4)).isEmpty();
    }

    private Map<String, Identity> identities() {
        return journal.status().tunnels().stream()
                .collect(Collectors.toMap(SiteTunnelStatus::id, t -> Objects.requireNonNull(t.siteIdentity())));
    }

    private Map<String, Identity> localIds(IdentityType type) throws Exception {
        String siteId = Objects.requireNonNull(journal.status().siteId());
        time.turn(Duration.ofMinutes(1)); // a new site isn't visible at once
        return Objects.requireNonNull(client().snapshot().sites().get(siteId)).roles().stream()
                .flatMap(r -> r.localIds().entrySet().stream())
                .collect(Collectors.toMap(Map.Entry::getKey, e -> new Identity(type, e.getValue())));
    }

    @Test
    void sendsOnlyWhatChanged() throws Exception {
        settle(Sites.osaka());
        cato().statistics().reset();
        settle(Sites.osaka("description: Osaka sales office"));
        assertThat(cato().statistics().mutations()).containsOnlyKeys("updateSiteGeneralDetails");

        cato().statistics().reset();
        settle(Sites.osaka("description: Osaka sales office", "publicAddress: 198.51.100.99"));
        assertThat(cato().statistics().mutations()).containsOnlyKeys("updateIpsecIkeV2SiteTunnels");

        cato().statistics().reset();
        settle(Sites.osaka(
                "description: Osaka sales office",
                "publicAddress: 198.51.100.99",
                "ranges: [ { name: servers, subnet: 192.168.110.0/24, gateway: 192.168.100.2 } ]"));
        assertThat(cato().statistics().mutations()).containsOnlyKeys("addNetworkRange");

        cato().statistics().reset();
        settle(Sites.osaka("description: Osaka sales office", "publicAddress: 198.51.100.99"));
        assertThat(cato().statistics().mutations()).containsOnlyKeys("removeNetworkRange");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            servers 110, phones 120 | machines 110, phones 120 | machines 110, phones 120 | updateNetworkRange
            servers 110             | machines 110, servers 120 | machines 110, servers 120 | updateNetworkRange addNetworkRange
            servers 110, phones 120 | servers 120, phones 110 | servers 120, phones 110   | updateNetworkRange
            servers 110             | servers 120             | servers 120               | updateNetworkRange
            servers 110             | machines 120            | machines 120              | removeNetworkRange addNetworkRange
            servers 110, phones 120 | phones 120              | phones 120                | removeNetworkRange
            """)
    void rangesAtCatoAreThoseOfTheManifest(String before, String manifest, String after, String calls)
            throws Exception {
        settle(Sites.osaka(ranges(before)));
        cato().statistics().reset();

        settle(Sites.osaka(ranges(manifest)));

        assertThat(rangesAtCato()).containsExactlyInAnyOrder(after.split(", "));
        assertThat(cato().statistics().mutations()).containsOnlyKeys(calls.split(" "));
    }

    @Test
    void aRangeMakesRoomForOneThatOverlapsIt() throws Exception {
        settle(Sites.osaka("ranges: [ { name: all, subnet: 192.168.110.0/23 } ]"));

        settle(Sites.osaka(ranges("servers 110")));

        assertThat(rangesAtCato()).containsExactly("servers 110");
    }

    @Test
    void aRangeThatAPersonAddedStandsForOneOfTheManifestAndStays() throws Exception {
        settle(Sites.osaka(ranges("phones 120")));
        client().addNetworkRange(siteId(), "by hand", "192.168.110.0/24", null);

        settle(Sites.osaka(ranges("servers 110, phones 120")));
        assertThat(rangesAtCato()).containsExactlyInAnyOrder("by hand 110", "phones 120");

        settle(Sites.osaka());
        assertThat(rangesAtCato()).containsExactly("by hand 110");
    }

    @Test
    void whatWasAddedBeforeARefusalIsRemovedLater() throws Exception {
        client().addSite(new NewSite(
                "kobe", SiteType.BRANCH, "", "192.168.120.0/24", new Location("JP", null, "Kobe", null, "Asia/Tokyo")));
        assertThatThrownBy(() -> settle(Sites.osaka(ranges("servers 110, phones 120"))))
                .hasMessageContaining("overlaps");
        assertThat(rangesAtCato()).containsExactly("servers 110");

        settle(Sites.osaka());

        assertThat(rangesAtCato()).isEmpty();
    }

    @Test
    void rangesThatNobodyWantsAnyMoreAreGoneWhereverItWasKilled() throws Exception {
        CatoSite ranges = Sites.osaka(ranges("servers 110, phones 120"));
        settle(ranges);
        killedAtEach(
                calls.get(),
                ranges,
                Sites.osaka(),
                () -> assertThat(rangesAtCato()).isEmpty());
    }

    /** {@code servers 110} is 192.168.110.0/24 under that name. */
    private static String ranges(String words) {
        return "ranges: [ " + words.replaceAll("(\\w+) (\\d+)", "{ name: $1, subnet: 192.168.$2.0/24 }") + " ]";
    }

    private List<String> rangesAtCato() throws Exception {
        return client().networkRanges(siteId()).stream()
                .filter(r -> !r.nativeRange())
                .map(r -> r.name().replace(" [ipsec-sites]", "") + " "
                        + r.subnet().replaceAll("192\\.168\\.(\\d+)\\.0/24", "$1"))
                .toList();
    }

    private String siteId() {
        return Objects.requireNonNull(journal.status().siteId());
    }

    /** Status was lost, or deletionPolicy Orphan left the site to a CatoSite that is made again. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            -             | -
            FQDN          | FQDN
            FQDN          | -
            -             | FQDN
            """)
    void aSiteThatIsFoundAgainByItsMarkGetsNoSecondTunnels(@Nullable String before, @Nullable String after)
            throws Exception {
        settle(Sites.osaka(identified(before)));
        lose();

        CatoSite moved =
                Sites.osaka(Stream.concat(Stream.of("publicAddress: 198.51.100.99"), Stream.of(identified(after)))
                        .toArray(String[]::new));
        settle(moved);

        assertOneSiteAndTwoAddresses();
        assertThat(cato().statistics().mutations()).containsEntry("addIpsecIkeV2SiteTunnels", 1L);
        if (after == null) {
            assertThat(siteAddresses()).containsExactly("198.51.100.99", "198.51.100.99");
        } else {
            assertThat(identities()).hasSize(2).isEqualTo(localIds(IdentityType.FQDN));
        }
        cato().statistics().reset();
        settle(moved);
        assertThat(cato().statistics().mutations()).isEmpty();
    }

    @Test
    void aSiteThatIsFoundAgainIsRidOfWhatTheManifestDoesNotHaveAnyMore() throws Exception {
        settle(Sites.osaka(ranges("servers 110")));
        lose();

        settle(Sites.osaka("secondary: null"));

        assertThat(rangesAtCato()).isEmpty();
        assertThat(siteAddresses()).containsExactly("198.51.100.20");
    }

    private static String[] identified(@Nullable String by) {
        return by == null ? new String[0] : new String[] {"connectionMode: ResponderOnly", "identification: " + by};
    }

    private void lose() {
        journal = new MemoryJournal();
        facts = new AccountFacts(time);
        firstSeen = new FirstSeen(time);
        time.turn(Duration.ofMinutes(1));
    }

    @Test
    void leavesASiteOfThatNameThatItDidNotMakeAlone() throws Exception {
        MemoryJournal mine = journal;
        settle(Sites.osaka());
        String other = Objects.requireNonNull(mine.status().siteId());
        journal = new MemoryJournal();
        SiteMark kobe = new SiteMark("o", "network", "kobe");
        cato().addressQuota(ACCOUNT, 9);
        time.turn(Duration.ofMinutes(1));

        assertThat(visit(Sites.osaka(), kobe))
                .isInstanceOfSatisfying(
                        Outcome.Stuck.class,
                        s -> assertThat(s.refusal().sentence())
                                .contains("(id " + other + ")", "Write another siteName", "remove that site")
                                .doesNotContain("spec.siteId"));
    }

    @Test
    void replacesNothingByItselfWhenItsOwnKeyWasLost() throws Exception {
        settle(Sites.osaka());
        cato().statistics().reset();
        keyring = Keyring.of("another key, thirty-two bytes long".getBytes(StandardCharsets.UTF_8));

        assertThat(visit(Sites.osaka(), Sites.MARK))
                .isInstanceOfSatisfying(
                        Outcome.Stuck.class,
                        s -> assertThat(s.refusal().reason()).isEqualTo("AppliedStateUnknown"));
        assertThat(cato().statistics().mutations()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "addIpsecIkeV2Site",
                "addIpsecIkeV2SiteTunnels",
                "addAllocatedIp",
                "updateIpsecIkeV2SiteGeneralDetails"
            })
    void makesNoSecondOneWhenAnAnswerIsLost(String operation) throws Exception {
        cato().inject(Fault.afterwards(operation, Fault.Kind.DROP));

        settle(Sites.osaka());

        assertOneSiteAndTwoAddresses();
    }

    @Test
    void endsInTheSameStateWhereverItIsKilled() throws Exception {
        settle(Sites.osaka());
        int all = calls.get();
        assertThat(all).isGreaterThan(15);
        assertOneSiteAndTwoAddresses();
        killedAtEach(all, Sites.osaka(), Sites.osaka(), () -> {});
    }

    /**
     * Settles it anew and is killed before and after each of so many calls; each time a new process, which finds {@code then} as the manifest,
     * ends with one site and its addresses.
     */
    private void killedAtEach(int all, CatoSite site, CatoSite then, ThrowingRunnable more) throws Exception {
        for (boolean afterwards : new boolean[] {false, true}) {
            for (int n = 1; n <= all; n++) {
                begin();
                dieAt = n;
                dieAfterwards = afterwards;
                try {
                    settle(site);
                } catch (Killed killed) {
                    // A new process: what was in memory is gone, what was stored is there.
                    facts = new AccountFacts(time);
                    firstSeen = new FirstSeen(time);
                }
                dieAt = 0;
                settle(then);
                assertOneSiteAndTwoAddresses();
                more.run();
            }
        }
    }

    private interface ThrowingRunnable {
        void run() throws Exception;
    }

    @Test
    void theIdentitiesArriveWhereverItIsKilled() throws Exception {
        CatoSite named = Sites.osaka("connectionMode: ResponderOnly", "identification: FQDN");
        settle(named);
        killedAtEach(
                calls.get(),
                named,
                named,
                () -> assertThat(identities()).hasSize(2).isEqualTo(localIds(IdentityType.FQDN)));
    }

    @Test
    void takesEverythingAwayWhereverItIsKilled() throws Exception {
        settle(Sites.osaka());
        calls.set(0);
        remove();
        int all = calls.get();
        assertNothingLeft();
        for (boolean afterwards : new boolean[] {false, true}) {
            for (int n = 1; n <= all; n++) {
                begin();
                settle(Sites.osaka());
                calls.set(0);
                dieAt = n;
                dieAfterwards = afterwards;
                try {
                    remove();
                } catch (Killed killed) {
                    facts = new AccountFacts(time);
                }
                dieAt = 0;
                remove();
                assertNothingLeft();
            }
        }
    }

    /** An edit while the answer of a create is lost: what was created is found under the name that was sent, and goes if nobody wants it. */
    @Test
    void anEditStrandsNothingWhereverItWasKilled() throws Exception {
        settle(Sites.osaka());
        int all = calls.get();
        for (int n = 1; n <= all; n++) {
            killedAt(n);
            settle(Sites.osaka("siteName: Osaka branch", "secondary: null"));

            time.turn(Duration.ofMinutes(1));
            assertThat(client().sites(null)).singleElement().satisfies(s -> {
                assertThat(s.name()).isEqualTo("Osaka branch");
                assertThat(s.id()).isEqualTo(siteId());
            });
            assertThat(siteAddresses()).as("killed at %s", n).hasSize(1);
            assertThat(journal.status().intent()).isNull();
        }
    }

    private void killedAt(int call) throws Exception {
        begin();
        dieAt = call;
        dieAfterwards = true;
        try {
            settle(Sites.osaka());
        } catch (Killed killed) {
            facts = new AccountFacts(time);
            firstSeen = new FirstSeen(time);
        }
        dieAt = 0;
    }

    @Test
    void leavesNothingWhenItWasKilledAnywhereBeforeItWasReadyAndIsThenRenamedAndDeleted() throws Exception {
        settle(Sites.osaka());
        int all = calls.get();
        for (int n = 1; n <= all; n++) {
            killedAt(n);
            removeIfMade(Sites.osaka("siteName: Osaka branch"));
            assertNothingLeft();
        }
    }

    /** The quota has no second address; the first one is there. */
    @Test
    void givesBackWhatASiteThatNeverCameToBeWasGiven() throws Exception {
        cato().addressQuota(ACCOUNT, 1);
        assertThat(visit(Sites.osaka(), Sites.MARK)).isInstanceOf(Outcome.Stuck.class);
        assertThat(client().allocatedAddresses()).hasSize(1);
        assertThat(journal.status().intent()).isNull();

        removeIfMade(Sites.osaka());

        assertNothingLeft();
    }

    private void removeIfMade(CatoSite site) throws Exception {
        if (SiteCleanup.mayHaveMade(journal.status())) {
            remove(site);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Correction.class,
            names = {"SEND_TUNNEL", "PIN_IKE_ENCRYPTION"})
    void aRepairArrivesWhereverItIsKilled(Correction correction) throws Exception {
        settle(Sites.osaka());
        calls.set(0);
        repair(correction);
        settle(Sites.osaka());
        int all = calls.get();
        String changed = correction == Correction.SEND_TUNNEL
                ? "updateIpsecIkeV2SiteTunnels"
                : "updateIpsecIkeV2SiteGeneralDetails";
        for (boolean afterwards : new boolean[] {false, true}) {
            for (int n = 1; n <= all; n++) {
                begin();
                settle(Sites.osaka());
                cato().statistics().reset();
                calls.set(0);
                dieAt = n;
                dieAfterwards = afterwards;
                try {
                    repair(correction);
                    settle(Sites.osaka());
                } catch (Killed killed) {
                    facts = new AccountFacts(time);
                    firstSeen = new FirstSeen(time);
                }
                dieAt = 0;
                settle(Sites.osaka());
                boolean lost = n == 1 && !afterwards;
                assertThat(cato().statistics().mutations().getOrDefault(changed, 0L))
                        .as("killed at %s of %s", n, all)
                        .isBetween(lost ? 0L : 1L, 2L);
                assertThat(cato().statistics().mutations().keySet()).isSubsetOf(changed);
                assertOneSiteAndTwoAddresses();
                cato().statistics().reset();
                settle(Sites.osaka());
                assertThat(cato().statistics().mutations())
                        .as("says nothing twice")
                        .isEmpty();
            }
        }
    }

    /** A step of the ladder, as a visit writes it down. */
    private void repair(Correction correction) {
        SiteJournal stored = dying(SiteJournal.class, journal);
        TunnelRepair standing = new TunnelRepair(
                RepairStep.CORRECTED, 2, time.instant().toString(), 1L, "Any", List.of(correction.name()), null, null);
        CatoSiteStatus next = new SiteRepairs(events(), new KeyringFingerprints(keyring).keyId())
                .take(journal.status(), Map.of(Role.PRIMARY, new Step.Correct(standing, correction)));
        stored.write(s -> next.toBuilder());
    }

    @Test
    void leavesARoleAloneWhoseTurnItIsNot() throws Exception {
        settle(Sites.osaka());
        time.turn(Duration.ofMinutes(1));
        cato().statistics().reset();
        held = Set.of(AppliedHash.Part.PRIMARY);
        CatoSite moved = Sites.osaka("publicAddress: 198.51.100.99");
        settle(moved);
        assertThat(cato().statistics().mutations()).containsEntry("updateIpsecIkeV2SiteTunnels", 1L);
        assertThat(siteAddresses()).containsExactly("198.51.100.20", "198.51.100.99");

        held = Set.of();
        settle(moved);
        assertThat(siteAddresses()).containsExactly("198.51.100.99", "198.51.100.99");
    }

    private List<String> siteAddresses() throws Exception {
        return Objects.requireNonNull(client().snapshot()
                        .sites()
                        .get(Objects.requireNonNull(journal.status().siteId())))
                .roles()
                .stream()
                .map(r -> String.valueOf(r.siteAddress()))
                .toList();
    }

    private void begin() throws Exception {
        cato().close();
        start();
        journal = new MemoryJournal();
        facts = new AccountFacts(time);
        firstSeen = new FirstSeen(time);
        calls.set(0);
    }

    private void assertOneSiteAndTwoAddresses() throws Exception {
        time.turn(Duration.ofMinutes(1));
        Cma cma = client();
        assertThat(cma.sites(null)).singleElement().satisfies(s -> {
            assertThat(s.name()).isEqualTo("osaka");
            assertThat(s.id()).isEqualTo(journal.status().siteId());
        });
        assertThat(cma.allocatedAddresses()).hasSize(2);
        var seen = Objects.requireNonNull(cma.snapshot()
                .sites()
                .get(Objects.requireNonNull(journal.status().siteId())));
        assertThat(seen.roles())
                .hasSize(2)
                .allSatisfy(r -> assertThat(r.tunnelIds()).hasSize(1));
    }

    private void assertNothingLeft() throws Exception {
        assertThat(client().sites(null)).isEmpty();
        assertThat(client().allocatedAddresses()).isEmpty();
    }

    /** Visits until there is nothing to wait for, turning the clock by what each visit asks. */
    private void settle(CatoSite site) throws Exception {
        for (int i = 0; i < 30; i++) {
            Outcome outcome;
            try {
                outcome = visit(site, Sites.MARK);
            } catch (CmaException e) {
                outcome = CmaFailures.outcome(e);
            }
            if (outcome instanceof Outcome.Done) {
                return;
            }
            assertThat(outcome).as("told %s", told).isInstanceOf(Outcome.Waiting.class);
            time.turn(((Outcome.Waiting) outcome).lookAgain());
        }
        throw new AssertionError("never settled: " + told);
    }

    private Outcome visit(CatoSite site, SiteMark mark) throws Exception {
        site.setStatus(journal.status());
        Cma cma = dying(Cma.class, client());
        SiteJournal stored = dying(SiteJournal.class, journal);
        DesiredSite desired = ((SitePlanner.Result.Planned) SitePlanner.plan(site, Sites.ROUTER, mark)).site();
        SiteAddresses.Result addresses = addresses(site, mark, cma).give(desired, stored);
        if (addresses instanceof SiteAddresses.Result.Refused refused) {
            return new Outcome.Stuck(refused.refusal());
        }
        if (addresses instanceof SiteAddresses.Result.Waiting) {
            return new Outcome.Waiting("AddressIdPending", "", AccountFacts.TOGETHER);
        }
        Map<Role, ResolvedTunnel> tunnels = new EnumMap<>(Role.class);
        for (var tunnel : desired.tunnels()) {
            AllocatedAddress address = Objects.requireNonNull(
                    ((SiteAddresses.Result.Given) addresses).addresses().get(tunnel.role()));
            tunnels.put(
                    tunnel.role(),
                    new ResolvedTunnel(tunnel, address, tunnel.siteAddress(), null, Secret.of("PresharedKey00042")));
        }
        return new SiteAtCato(
                        cma,
                        facts.of(ACCOUNT_RESOURCE),
                        mark,
                        stored,
                        new KeyringFingerprints(keyring),
                        firstSeen,
                        events())
                .ensure(desired, tunnels, false, held);
    }

    private Keyring keyring = Keyring.of(new byte[32]);

    private void remove() throws Exception {
        remove(Sites.osaka());
    }

    private void remove(CatoSite site) throws Exception {
        site.setStatus(journal.status());
        Cma cma = dying(Cma.class, client());
        for (int i = 0; i < 20; i++) {
            Outcome outcome = new SiteRemoval(site, Sites.MARK, cma, firstSeen, events())
                    .remove(addresses(site, Sites.MARK, cma));
            if (outcome instanceof Outcome.Waiting waiting) {
                time.turn(waiting.lookAgain());
            } else {
                return;
            }
        }
        throw new AssertionError("never gone: " + told);
    }

    private SiteAddresses addresses(CatoSite site, SiteMark mark, Cma cma) {
        return new SiteAddresses(
                site, mark, ACCOUNT_RESOURCE, cma, facts.of(ACCOUNT_RESOURCE), List.of(), null, events());
    }

    private SiteEvents events() {
        return new SiteEvents() {
            @Override
            public void normal(String reason, String message) {
                told.add(reason);
            }

            @Override
            public void warning(String reason, String message) {
                told.add(reason);
            }
        };
    }

    private CmaSimulator cato() {
        return Objects.requireNonNull(simulator);
    }

    private Cma client() throws Exception {
        CmaShared shared = new CmaShared(
                http,
                new RequestBudget(time, time, 100),
                new Rollout(),
                RetryPolicy.standard(),
                time,
                time,
                (operation, outcome, took) -> {});
        return new CmaClient(shared, CmaEndpoint.of(cato().endpoint().toString(), List.of("127.0.0.1")), ACCOUNT, KEY);
    }

    /** Counts calls, and dies before or after the one that it was told. */
    private <T> T dying(Class<T> type, T real) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
            int call = method.getName().equals("status") ? 0 : calls.incrementAndGet();
            if (call != 0 && call == dieAt && !dieAfterwards) {
                throw new Killed();
            }
            Object result = invoke(method, real, args);
            if (call != 0 && call == dieAt) {
                throw new Killed();
            }
            return result;
        }));
    }

    private static @Nullable Object invoke(Method method, Object real, Object[] args) throws Throwable {
        try {
            return method.invoke(real, args);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** What a status in Kubernetes is: it survives the operator. */
    private static final class MemoryJournal implements SiteJournal {
        private CatoSiteStatus status = CatoSiteStatus.EMPTY;

        @Override
        public CatoSiteStatus status() {
            return status;
        }

        @Override
        public void write(UnaryOperator<CatoSiteStatus.Builder> change) {
            status = change.apply(status.toBuilder()).build();
        }
    }
}
