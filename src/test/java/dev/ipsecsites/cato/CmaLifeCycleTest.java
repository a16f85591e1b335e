package dev.ipsecsites.cato;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ipsecsites.cato.Cma.AllocatedAddress;
import dev.ipsecsites.cato.Cma.NetworkRange;
import dev.ipsecsites.cato.CmaException.Kind;
import dev.ipsecsites.cato.CmaSite.Location;
import dev.ipsecsites.cato.CmaSite.NewSite;
import dev.ipsecsites.cato.CmaSite.SiteEntry;
import dev.ipsecsites.cato.CmaSite.SiteType;
import dev.ipsecsites.cato.CmaSite.SiteUpdate;
import dev.ipsecsites.cato.CmaTunnels.ConnectionMode;
import dev.ipsecsites.cato.CmaTunnels.Dh;
import dev.ipsecsites.cato.CmaTunnels.IdentificationType;
import dev.ipsecsites.cato.CmaTunnels.IpsecDetails;
import dev.ipsecsites.cato.CmaTunnels.Message;
import dev.ipsecsites.cato.CmaTunnels.RoleTunnels;
import dev.ipsecsites.cato.CmaTunnels.Tunnel;
import dev.ipsecsites.ipsec.DhGroup;
import dev.ipsecsites.ipsec.Secret;
import dev.ipsecsites.lab.cma.CmaSettings;
import dev.ipsecsites.lab.cma.CmaSimulator;
import dev.ipsecsites.lab.cma.CmaSimulatorBuilder;
import dev.ipsecsites.lab.cma.Fault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The client against the simulator, over HTTP: a site's life, and what goes wrong in it. */
class CmaLifeCycleTest {
    private static final String ACCOUNT = "12345";
    private static final String EDIT = "edit-key-000000";
    private static final String VIEW = "view-key-000000";
    private static final String MARK = "[ipsec-sites o/n/osaka]";
    private static final Secret PSK = Secret.of("PresharedKey00042");
    private static final Location OSAKA = new Location("JP", null, "Osaka", null, "Asia/Tokyo");
    private static final NewSite SITE = new NewSite("osaka", SiteType.BRANCH, MARK, "192.168.100.0/24", OSAKA);
    private static final IpsecDetails DETAILS = new IpsecDetails(
            ConnectionMode.BIDIRECTIONAL,
            IdentificationType.IPV4,
            new Message(null, null, null, new Dh.Group(DhGroup.MODP_2048)),
            new Message(null, null, null, new Dh.None()),
            List.of());

    private final FakeTime time = new FakeTime();

    @Nullable
    private CmaSimulator simulator;

    @AfterEach
    void stop() {
        if (simulator != null) {
            simulator.close();
        }
    }

    private CmaSimulator cato() {
        if (simulator == null) {
            throw new IllegalStateException("not started");
        }
        return simulator;
    }

    private CmaClient start(UnaryOperator<CmaSimulatorBuilder> with) throws Exception {
        simulator = with.apply(CmaSimulator.builder()
                        .account(ACCOUNT, 3)
                        .editKey(ACCOUNT, EDIT)
                        .viewKey(ACCOUNT, VIEW)
                        .clock(time))
                .build()
                .start();
        return client(EDIT);
    }

    private CmaClient start() throws Exception {
        return start(builder -> builder);
    }

    private CmaClient client(String key) throws Exception {
        return client(key, CmaHttp.client(null), cato().endpoint().toString());
    }

    private CmaClient client(String key, OkHttpClient http, String endpoint) {
        CmaShared shared = new CmaShared(
                http,
                new RequestBudget(time, time, 80),
                new Rollout(),
                RetryPolicy.standard(),
                time,
                time,
                (operation, outcome, took) -> {});
        return new CmaClient(shared, CmaEndpoint.of(endpoint, List.of("127.0.0.1")), ACCOUNT, Secret.of(key));
    }

    private static RoleTunnels role(String addressId, @Nullable String tunnelId, @Nullable Secret psk) {
        return new RoleTunnels(
                addressId, List.of(new Tunnel(tunnelId, "fw", 1, psk, "198.51.100.20", null, null, null)));
    }

    private static String pop(Cma cma, String name) throws CmaException {
        return cma.popLocations().stream()
                .filter(pop -> pop.name().equals(name))
                .findFirst()
                .orElseThrow()
                .id();
    }

    private static AccountSnapshot.SiteState state(Cma cma, String id) throws CmaException {
        return Objects.requireNonNull(cma.snapshot().sites().get(id));
    }

    private static AllocatedAddress allocate(Cma cma, String pop) throws CmaException {
        String address = cma.allocateAddress(pop(cma, pop), MARK).address();
        return cma.allocatedAddresses().stream()
                .filter(held -> held.address().equals(address))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aSiteLivesAndGoesWithoutATrace() throws Exception {
        CmaClient cma = start();
        AllocatedAddress tokyo = allocate(cma, "Tokyo");
        AllocatedAddress london = allocate(cma, "London");
        assertThat(tokyo.popLocation()).isEqualTo("Tokyo");
        assertThat(tokyo.description()).isEqualTo(MARK);
        assertThat(cma.addressQuota()).contains(new Cma.AddressQuota(3, 2));

        String id = cma.addSite(SITE);
        cma.updateIpsecDetails(id, DETAILS);
        CmaTunnels.TunnelIds ids = cma.addTunnels(id, role(tokyo.id(), null, PSK), role(london.id(), null, PSK));
        assertThat(ids.primary()).containsExactly("PRIMARY1");
        assertThat(ids.secondary()).containsExactly("SECONDARY1");
        cma.updateTunnels(id, role(tokyo.id(), "PRIMARY1", null), null);

        time.turn(Duration.ofSeconds(5));
        assertThat(cma.site(id)).contains(new SiteEntry(id, "osaka", MARK, "IPSEC_V2"));
        assertThat(cma.sites("osaka")).hasSize(1);
        assertThat(cma.siteDetails(id)).hasValueSatisfying(details -> {
            assertThat(details.description()).isEqualTo(MARK);
            assertThat(details.location()).isEqualTo(OSAKA);
        });
        AccountSnapshot.SiteState state = state(cma, id);
        assertThat(state.operational()).isEqualTo("new");
        assertThat(state.connectivity()).isNotEqualTo("connected");
        assertThat(state.roles())
                .extracting(AccountSnapshot.RoleState::catoAddress)
                .containsExactly(tokyo.address(), london.address());
        assertThat(state.roles())
                .extracting(AccountSnapshot.RoleState::tunnelIds)
                .containsExactly(List.of("PRIMARY1"), List.of("SECONDARY1"));

        cma.updateSite(id, new SiteUpdate("osaka-2", SiteType.HEADQUARTERS, "head " + MARK, OSAKA));
        assertThat(cma.siteDetails(id)).hasValueSatisfying(details -> {
            assertThat(details.name()).isEqualTo("osaka-2");
            assertThat(details.type()).isEqualTo("HEADQUARTERS");
        });

        cma.removeTunnels(id, List.of("SECONDARY1"));
        cma.removeSite(id);
        cma.releaseAddress(tokyo.address());
        cma.releaseAddress(london.address());
        assertThat(cma.site(id)).isEmpty();
        assertThat(cma.allocatedAddresses()).isEmpty();
        assertThat(cma.snapshot().sites()).isEmpty();
    }

    @Test
    void whatIsGoneAlreadyIsRemovedWithoutAnError() throws Exception {
        CmaClient cma = start();
        AllocatedAddress tokyo = allocate(cma, "Tokyo");
        String id = cma.addSite(SITE);
        cma.addTunnels(id, role(tokyo.id(), null, PSK), null);
        time.turn(Duration.ofSeconds(5));
        cma.removeTunnels(id, List.of("SECONDARY1", "SECONDARY2"));
        cma.removeTunnels(id, List.of("PRIMARY1", "SECONDARY1"));
        assertThat(state(cma, id).roles()).isEmpty();
        cma.removeTunnels(id, List.of("PRIMARY1"));
        cma.removeSite(id);
        cma.removeTunnels(id, List.of("PRIMARY1"));
        cma.removeSite(id);
        cma.releaseAddress(tokyo.address());
        cma.releaseAddress(tokyo.address());
        cma.removeNetworkRange("4711");
        assertThat(cma.siteDetails(id)).isEmpty();
    }

    @Test
    void rangesBehindASiteAreAddedChangedAndRemoved() throws Exception {
        CmaClient cma = start();
        String id = cma.addSite(SITE);
        String range = cma.addNetworkRange(id, "servers", "192.168.110.0/24", "192.168.100.2");
        cma.updateNetworkRange(range, "dmz", "192.168.111.0/24", "192.168.100.3");
        assertThat(cma.networkRanges(id))
                .filteredOn(r -> !r.nativeRange())
                .containsExactly(new NetworkRange(range, "dmz", "192.168.111.0/24", false, "192.168.100.3"));
        NetworkRange own = cma.networkRanges(id).stream()
                .filter(NetworkRange::nativeRange)
                .findFirst()
                .orElseThrow();
        cma.updateNetworkRange(own.id(), null, "192.168.101.0/24", null);
        cma.removeNetworkRange(range);
        cma.removeNetworkRange(range);
        assertThat(cma.networkRanges(id))
                .containsExactly(new NetworkRange(own.id(), own.name(), "192.168.101.0/24", true, null));
    }

    @Test
    void anOlderRolloutIsServedByTheOlderNames() throws Exception {
        CmaClient cma = start(builder -> builder.settings(old -> old.with("olderRollout", true)));
        AllocatedAddress tokyo = allocate(cma, "Tokyo");
        AllocatedAddress london = allocate(cma, "London");
        cma.releaseAddress(tokyo.address());
        cma.releaseAddress(london.address());
        assertThat(cma.allocatedAddresses()).isEmpty();
        assertThat(cato().statistics().mutations())
                .containsEntry("allocateIp", 2L)
                .containsEntry("releaseIp", 2L);
        String id = cma.addSite(SITE);
        assertThat(cma.networkRanges(id)).singleElement().satisfies(range -> {
            assertThat(range.nativeRange()).isTrue();
            assertThat(range.subnet()).isEqualTo("192.168.100.0/24");
        });
    }

    @Test
    void theIdForTunnelsIsTheLookupsAlsoWhereTheListHasAnother() throws Exception {
        CmaClient cma = start(builder -> builder.settings(old -> old.with("distinctAddressIds", true)));
        AllocatedAddress tokyo = allocate(cma, "Tokyo");
        String id = cma.addSite(SITE);
        assertThat(cma.addTunnels(id, role(tokyo.id(), null, PSK), null).primary())
                .containsExactly("PRIMARY1");
    }

    @ParameterizedTest
    @EnumSource(CmaSettings.AuthFailure.class)
    void aWrongKeyIsSaidWhateverTheStatus(CmaSettings.AuthFailure how) throws Exception {
        start(builder -> builder.settings(old -> old.with("authFailure", how.name())));
        CmaException e = catchThrowableOfType(
                CmaException.class, () -> client("wrong-key").popLocations());
        assertThat(e.kind()).isEqualTo(Kind.AUTHENTICATION);
    }

    @Test
    void aKeyThatMayOnlyReadIsSaid() throws Exception {
        start();
        CmaClient cma = client(VIEW);
        assertThat(cma.popLocations()).isNotEmpty();
        CmaException e = catchThrowableOfType(CmaException.class, () -> cma.addSite(SITE));
        assertThat(e.kind()).isEqualTo(Kind.PERMISSION);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.Kind.class,
            names = {"DROP", "TRUNCATE", "HTTP_502", "HTTP_503", "HTTP_504", "INTERNAL_ERROR"})
    void whatWasCarriedOutBeforeTheAnswerGotLostIsNotDoneTwice(Fault.Kind kind) throws Exception {
        CmaClient cma = start();
        String tokyo = pop(cma, "Tokyo");
        cato().inject(Fault.afterwards("addIpsecIkeV2Site", kind));
        cato().inject(Fault.afterwards("addAllocatedIp", kind));
        assertThat(catchThrowableOfType(CmaException.class, () -> cma.addSite(SITE))
                        .kind())
                .isEqualTo(Kind.TRANSIENT);
        assertThat(catchThrowableOfType(CmaException.class, () -> cma.allocateAddress(tokyo, MARK))
                        .kind())
                .isEqualTo(Kind.TRANSIENT);
        assertThat(cato().statistics().requests())
                .containsEntry("addIpsecIkeV2Site", 1L)
                .containsEntry("addAllocatedIp", 1L);
        time.turn(Duration.ofSeconds(5));
        assertThat(cma.sites("osaka")).extracting(SiteEntry::description).containsExactly(MARK);
        assertThat(cma.allocatedAddresses())
                .extracting(AllocatedAddress::description)
                .containsExactly(MARK);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.Kind.class,
            names = {"HTTP_502", "HTTP_503", "HTTP_504", "INTERNAL_ERROR", "RATE_LIMIT", "HTTP_429"})
    void aRemovalIsRepeatedUntilItIsDone(Fault.Kind kind) throws Exception {
        CmaClient cma = start();
        String id = cma.addSite(SITE);
        cato().inject(Fault.once("removeSite", kind).times(2));
        cma.removeSite(id);
        assertThat(cato().statistics().mutations()).containsEntry("removeSite", 1L);
    }

    @Test
    void aRemovalThatWasDoneBeforeTheAnswerGotLostIsDone() throws Exception {
        CmaClient cma = start();
        String id = cma.addSite(SITE);
        cato().inject(Fault.afterwards("removeSite", Fault.Kind.HTTP_504));
        cma.removeSite(id);
        assertThat(cato().statistics().requests()).containsEntry("removeSite", 2L);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.Kind.class,
            names = {"RATE_LIMIT", "HTTP_429"})
    void aRateLimitedCreateIsRepeatedAndMakesOneSite(Fault.Kind kind) throws Exception {
        CmaClient cma = start();
        cato().inject(Fault.once("addIpsecIkeV2Site", kind).times(2));
        cma.addSite(SITE);
        time.turn(Duration.ofSeconds(5));
        assertThat(cma.sites(null)).hasSize(1);
    }

    @Test
    void hundredsOfRequestsStayWithinTheLimit() throws Exception {
        CmaClient cma = start();
        for (int i = 0; i < 150; i++) {
            cma.site("1");
        }
        assertThat(cato().statistics().requests()).containsEntry("entityLookup", 150L);
        assertThat(time.pauses()).isNotEmpty();
    }

    @Test
    void aLimitThatOthersUseUpGoesToTheCallerInTheEnd() throws Exception {
        CmaClient cma = start();
        cato().inject(Fault.once("accountSnapshot", Fault.Kind.RATE_LIMIT).times(-1));
        CmaException e = catchThrowableOfType(CmaException.class, cma::snapshot);
        assertThat(e.kind()).isEqualTo(Kind.RATE_LIMIT);
    }

    @Test
    void aNewSiteIsInvisibleForAMomentButItsRangeIsThere() throws Exception {
        CmaClient cma = start();
        String id = cma.addSite(SITE);
        assertThat(cma.sites("osaka")).isEmpty();
        assertThat(cma.networkRanges(id)).hasSize(1);
        time.turn(Duration.ofSeconds(5));
        assertThat(cma.sites("osaka")).hasSize(1);
    }

    @Test
    void refusalsCarryCatosWords() throws Exception {
        CmaClient cma = start();
        AllocatedAddress tokyo = allocate(cma, "Tokyo");
        String id = cma.addSite(SITE);
        assertThat(catchThrowableOfType(CmaException.class, () -> cma.addSite(SITE)))
                .hasMessageContaining("already exists");
        assertThat(catchThrowableOfType(
                        CmaException.class,
                        () -> cma.addSite(new NewSite("other", SiteType.BRANCH, "", "192.168.100.0/25", OSAKA))))
                .hasMessageContaining("overlaps");
        CmaException unknown = catchThrowableOfType(
                CmaException.class, () -> cma.updateTunnels(id, role(tokyo.id(), "PRIMARY9", null), null));
        assertThat(unknown.kind()).isEqualTo(Kind.INVALID);
        assertThat(unknown).hasMessageContaining("IPSecV2InterfaceId");
        assertThat(catchThrowableOfType(
                        CmaException.class, () -> cma.addTunnels(id, role(tokyo.address(), null, PSK), null)))
                .hasMessageContaining("is not an allocated IP");
        pops(cma, 2);
        assertThat(catchThrowableOfType(CmaException.class, () -> cma.allocateAddress(pop(cma, "Paris"), MARK)))
                .hasMessageContaining("limit of 3 allocated IPs");
    }

    private static void pops(Cma cma, int addresses) throws CmaException {
        for (int i = 0; i < addresses; i++) {
            cma.allocateAddress(pop(cma, "Paris"), MARK);
        }
    }

    @Test
    void aRefusedKeyIsNotInTheMessage() throws Exception {
        CmaClient cma = start();
        AllocatedAddress tokyo = allocate(cma, "Tokyo");
        String id = cma.addSite(SITE);
        Secret tooShort = Secret.of("Short7x");
        CmaException e = catchThrowableOfType(
                CmaException.class, () -> cma.addTunnels(id, role(tokyo.id(), null, tooShort), null));
        assertThat(e).hasMessageContaining("PSK must have");
        assertThat(e.toString()).doesNotContain("Short7x", EDIT);
    }

    @Test
    void valuesThatTheSchemaDoesNotKnowDoNotBreakTheSnapshot() throws Exception {
        CmaClient cma = start();
        String id = cma.addSite(SITE);
        time.turn(Duration.ofSeconds(5));
        cato().inject(Fault.once("accountSnapshot", Fault.Kind.UNKNOWN_ENUM).text("SOCKET_X1700C"));
        cato().inject(Fault.once("accountSnapshot", Fault.Kind.SCHEMA_VIOLATIONS));
        assertThat(cma.snapshot().sites()).containsKey(id);
        assertThat(cma.snapshot().sites()).containsKey(id);
    }

    @Test
    void anExtraAuthorityIsTrustedOnlyWhenItIsGiven(@TempDir Path directory) throws Exception {
        start(builder -> builder.https(0));
        Path pem = directory.resolve("ca.pem");
        Files.writeString(pem, cato().caCertificatePem());
        String endpoint = cato().secureEndpoint().toString();
        assertThat(client(EDIT, CmaHttp.client(pem), endpoint).popLocations()).isNotEmpty();
        CmaException e = catchThrowableOfType(
                CmaException.class,
                () -> client(EDIT, CmaHttp.client(null), endpoint).popLocations());
        assertThat(e.kind()).isEqualTo(Kind.TRANSIENT);
        assertThat(e).hasMessageContaining("SSL");
    }
}
