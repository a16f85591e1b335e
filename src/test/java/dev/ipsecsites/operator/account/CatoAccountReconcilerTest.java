package dev.ipsecsites.operator.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ipsecsites.api.AllocatedAddress;
import dev.ipsecsites.api.Api;
import dev.ipsecsites.api.CatoAccount;
import dev.ipsecsites.api.CatoAccountSpec;
import dev.ipsecsites.api.CatoSite;
import dev.ipsecsites.api.CatoSiteStatus;
import dev.ipsecsites.api.Condition;
import dev.ipsecsites.api.ConditionStatus;
import dev.ipsecsites.cato.CmaHttp;
import dev.ipsecsites.cato.Pause;
import dev.ipsecsites.cato.RetryPolicy;
import dev.ipsecsites.lab.cma.CmaSimulator;
import dev.ipsecsites.lab.cma.Fault;
import dev.ipsecsites.operator.common.Backoff;
import dev.ipsecsites.operator.common.Conditions;
import dev.ipsecsites.operator.common.Credentials;
import dev.ipsecsites.operator.common.Directory;
import dev.ipsecsites.operator.common.Events;
import dev.ipsecsites.operator.common.InUse;
import dev.ipsecsites.operator.common.Keyring;
import dev.ipsecsites.operator.common.Meters;
import dev.ipsecsites.operator.common.MockKube;
import dev.ipsecsites.operator.common.SecretCache;
import dev.ipsecsites.operator.common.Services;
import dev.ipsecsites.operator.common.StatusWriter;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CatoAccountReconcilerTest {
    private static final String KEY = "api-key-000001";
    private static final String KEY_TO_REVOKE = "api-key-000002";

    /** One for all tests: none of them changes anything at Cato. */
    private static CmaSimulator cato;

    private final MockKube kube = new MockKube();
    /** Real time that can be set ahead: the simulator and the poller live in it. */
    private volatile Duration ahead = Duration.ZERO;

    private final Clock clock = new Clock() {
        @Override
        public Instant instant() {
            return Instant.now().plus(ahead);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    };

    private final SecretCache secrets = new SecretCache(kube.client(), Set.of());
    private final Directory directory = new Directory();
    private OpenAccounts accounts;
    private CatoAccountReconciler reconciler;

    @BeforeAll
    static void startCato() throws Exception {
        cato = CmaSimulator.builder()
                .account("12345")
                .editKey("12345", KEY)
                .editKey("12345", KEY_TO_REVOKE)
                .address("12345", "Tokyo", "198.18.0.10", "[ipsec-sites o/net/osaka]")
                .address("12345", "London", "198.18.64.10", "by hand")
                .rateLimitFactor(0)
                .build()
                .start();
    }

    @AfterAll
    static void stopCato() {
        cato.close();
    }

    @BeforeEach
    void start() throws Exception {
        cato.clearFaults();
        cato.statistics().reset();
        kube.publish(directory, CatoAccount.class, Map.of());
        kube.publish(directory, CatoSite.class, Map.of());
        directory.open();
        RetryPolicy impatient = new RetryPolicy(1, Duration.ZERO, Duration.ZERO, Duration.ofSeconds(5));
        accounts = new OpenAccounts(
                new CmaEnvironment(
                        CmaHttp.client(null),
                        impatient,
                        clock,
                        new Pause.UntilStopped(),
                        (operation, outcome, took) -> {}),
                new Random(1));
        InUse inUse = new InUse(kube.client(), secrets, directory);
        Services services = new Services(
                kube.client(),
                clock,
                directory,
                new Credentials(secrets, kube.client()),
                secrets,
                inUse,
                new Events(kube.client(), clock),
                Keyring.of(new byte[32]),
                new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1), new Random(1)),
                new Meters(new SimpleMeterRegistry()),
                StatusWriter.Mode.MERGE_PATCH);
        reconciler = new CatoAccountReconciler(
                services, accounts, List.of("127.0.0.1"), description -> description.contains("[ipsec-sites o/"));
        inUse.register((namespace, name) -> directory.all(CatoAccount.class));
    }

    @AfterEach
    void stop() {
        accounts.close();
        secrets.close();
        kube.close();
    }

    private void secret(String key) {
        secret(key, Map.of(Api.CREDENTIALS, "true"), Map.of());
    }

    private void secret(String key, Map<String, String> labels, Map<String, String> annotations) {
        Secret secret = new SecretBuilder()
                .withNewMetadata()
                .withNamespace("net")
                .withName("cato-api")
                .withLabels(labels)
                .withAnnotations(annotations)
                .endMetadata()
                .withStringData(Map.of())
                .addToData("apiKey", Base64.getEncoder().encodeToString(key.getBytes(StandardCharsets.UTF_8)))
                .build();
        kube.client().secrets().inNamespace("net").resource(secret).createOr(there -> there.update());
    }

    private void account(String... more) {
        create(CatoAccount.class, """
            apiVersion: ipsec-sites.dev/v1alpha1
            kind: CatoAccount
            metadata: { name: main, namespace: net, finalizers: [ ipsec-sites.dev/in-use ] }
            spec:
              accountId: "12345"
              endpoint: %s
              apiKeySecretRef: { name: cato-api, key: apiKey }
            """.formatted(cato.endpoint()) + String.join("\n", more));
    }

    private void site() {
        create(CatoSite.class, """
            apiVersion: ipsec-sites.dev/v1alpha1
            kind: CatoSite
            metadata: { name: osaka, namespace: net }
            spec:
              accountRef: { name: main }
              location: { countryCode: JP, timezone: Asia/Tokyo }
              nativeRange: 192.168.100.0/24
              primary: { popLocation: Tokyo }
            """);
    }

    private <T extends CustomResource<?, ?>> void create(Class<T> kind, String yaml) {
        kube.client()
                .resources(kind)
                .inNamespace("net")
                .resource(Serialization.unmarshal(yaml, kind))
                .create();
    }

    private CatoAccount main() {
        return kube.client()
                .resources(CatoAccount.class)
                .inNamespace("net")
                .withName("main")
                .get();
    }

    @SuppressWarnings("unchecked") // nothing of it is used
    private static Context<CatoAccount> context() {
        return (Context<CatoAccount>) Proxy.newProxyInstance(
                Context.class.getClassLoader(), new Class<?>[] {Context.class}, (proxy, method, arguments) -> {
                    throw new UnsupportedOperationException(method.getName());
                });
    }

    private UpdateControl<CatoAccount> reconcile() {
        return reconciler.reconcile(main(), context());
    }

    private DeleteControl cleanup() {
        return reconciler.cleanup(main(), context());
    }

    private Condition condition(String type) {
        return Conditions.find(main().statusOrEmpty().conditions(), type).orElseThrow();
    }

    private void assertReady(String reason) {
        assertThat(condition(Conditions.READY).status()).isEqualTo(ConditionStatus.TRUE);
        assertThat(condition(Conditions.READY).reason()).isEqualTo(reason);
        assertThat(condition(Conditions.STALLED).status()).isEqualTo(ConditionStatus.FALSE);
    }

    private void assertNotReady(String reason, String stalledOrReconciling, String words) {
        assertThat(condition(Conditions.READY).status()).isEqualTo(ConditionStatus.FALSE);
        assertThat(condition(Conditions.READY).reason()).isEqualTo(reason);
        assertThat(condition(Conditions.READY).message()).contains(words);
        assertThat(condition(stalledOrReconciling).status()).isEqualTo(ConditionStatus.TRUE);
    }

    @Test
    void anAccountWithoutEventsIsReadyAndSaysHowToHaveThem() {
        cato.change(settings -> settings.with("eventsIntegration", false));
        try {
            secret(KEY);
            account();
            reconcile();
            await().until(() -> accounts.feedsOff(main()).isPresent());
            reconcile();
            assertReady("Reachable");
            assertThat(Conditions.find(main().statusOrEmpty().conditions(), Conditions.READY))
                    .hasValueSatisfying(c -> assertThat(c.message())
                            .contains("answers. Cato's events feed is off", "Resources > Event Integrations"));
        } finally {
            cato.change(settings -> settings.with("eventsIntegration", true));
        }
    }

    @Test
    void aReachableAccountIsReadyOpenAndShowsWhatItHolds() {
        secret(KEY);
        account();
        assertThat(reconcile().getScheduleDelay()).isPresent();
        assertReady("Reachable");
        assertThat(main().statusOrEmpty().popLocations()).isEqualTo(12);
        assertThat(main().statusOrEmpty().allocatedIPs()).isNotNull().satisfies(held -> {
            assertThat(held.total()).isEqualTo(3);
            assertThat(held.used()).isEqualTo(2);
            assertThat(held.addresses())
                    .containsExactly(
                            new AllocatedAddress("198.18.0.10", "Tokyo", List.of(), true),
                            new AllocatedAddress("198.18.64.10", "London", List.of(), false));
        });
        assertThat(accounts.cmaFor(main())).isPresent();
        await().until(() -> accounts.latest(main()).isPresent());
        assertThat(heldSecret().getMetadata().getFinalizers()).containsExactly(Api.IN_USE);
    }

    private Secret heldSecret() {
        return kube.client().secrets().inNamespace("net").withName("cato-api").get();
    }

    @Test
    void aVisitWithNothingToDoWritesNothingAndAsksCatoNothing() {
        secret(KEY);
        account();
        reconcile();
        await().until(() -> accounts.latest(main()).isPresent());
        int writes = kube.writes();
        cato.statistics().reset();
        reconcile();
        assertThat(kube.writes()).isEqualTo(writes);
        assertThat(cato.statistics().requests()).isEmpty();
        assertThat(cato.statistics().mutations()).isEmpty();
    }

    @Test
    void anAddressShowsTheSitesThatUseIt() {
        secret(KEY);
        account();
        site();
        siteThatUses("198.18.0.10");
        reconcile();
        assertThat(main().statusOrEmpty().allocatedIPs())
                .isNotNull()
                .satisfies(
                        held -> assertThat(held.addresses().getFirst().sites()).containsExactly("osaka"));
    }

    private void siteThatUses(String address) {
        CatoSite osaka = kube.client()
                .resources(CatoSite.class)
                .inNamespace("net")
                .withName("osaka")
                .get();
        osaka.setStatus(Serialization.unmarshal(
                "tunnels: [ { id: PRIMARY1, catoAddress: " + address + " } ]", CatoSiteStatus.class));
        kube.client().resource(osaka).updateStatus();
    }

    @Test
    void manyNewAddressesCauseOneReading() {
        secret(KEY);
        account();
        site();
        reconcile();
        cato.statistics().reset();
        for (int i = 0; i < 5; i++) {
            siteThatUses("198.18.7." + i);
            reconcile();
        }
        assertThat(cato.statistics().requests()).isEmpty();

        ahead = AccountReadings.LACKING;
        reconcile();
        assertThat(cato.statistics().requests()).containsEntry("entityLookup", 1L);
    }

    @Test
    void aMissingSecretIsWaitedForAndTheErrorNamesIt() {
        account();
        reconcile();
        assertNotReady("SecretMissing", Conditions.RECONCILING, "net/cato-api");
        assertThat(accounts.cmaFor(main())).isEmpty();
        secret(KEY);
        reconcile();
        assertReady("Reachable");
    }

    @Test
    void anUnlabelledSecretIsNotReadAndTheErrorNamesTheLabel() {
        secret(KEY, Map.of(), Map.of());
        account();
        reconcile();
        assertNotReady("SecretNotLabelled", Conditions.STALLED, Api.CREDENTIALS);
        assertThat(cato.statistics().requests()).isEmpty();
    }

    @Test
    void aSecretForAnotherHostIsNotSent() {
        secret(KEY, Map.of(Api.CREDENTIALS, "true"), Map.of(Api.ONLY_FOR, "api.catonetworks.com"));
        account();
        reconcile();
        assertNotReady("SecretRestricted", Conditions.STALLED, "api.catonetworks.com");
        assertThat(cato.statistics().requests()).isEmpty();
    }

    @Test
    void anEndpointThatIsNotOnTheListGetsNothing() {
        secret(KEY);
        create(CatoAccount.class, """
            apiVersion: ipsec-sites.dev/v1alpha1
            kind: CatoAccount
            metadata: { name: main, namespace: net }
            spec:
              accountId: "12345"
              endpoint: https://cma.evil.example/api
              apiKeySecretRef: { name: cato-api, key: apiKey }
            """);
        reconcile();
        assertNotReady("EndpointNotAllowed", Conditions.STALLED, "--cma-hosts");
        assertThat(accounts.cmaFor(main())).isEmpty();
    }

    @Test
    void aWrongKeyIsTakenFromTheSitesUntilItIsMended() {
        secret("wrong-key");
        account();
        reconcile();
        assertNotReady("CredentialsInvalid", Conditions.STALLED, "API key");
        assertThat(accounts.cmaFor(main())).isEmpty();
        secret(KEY);
        reconcile();
        assertReady("Reachable");
        assertThat(accounts.cmaFor(main())).isPresent();
    }

    @Test
    void aKeyThatIsRevokedLaterIsNoticedByThePoll() {
        secret(KEY_TO_REVOKE);
        account("  snapshotInterval: 5s");
        reconcile();
        await().until(() -> accounts.latest(main()).isPresent());
        cato.revoke(KEY_TO_REVOKE);
        ahead = Duration.ofSeconds(10);
        accounts.pollAgain(main());
        await().until(() -> accounts.pollError(main()).isPresent());
        reconcile();
        assertNotReady("CredentialsInvalid", Conditions.STALLED, "API key");
        assertThat(accounts.cmaFor(main())).isEmpty();
    }

    @Test
    void aServerProblemIsWaitedFor() {
        secret(KEY);
        account();
        cato.inject(Fault.once("popLocationList", Fault.Kind.HTTP_503));
        reconcile();
        assertNotReady("Unreachable", Conditions.RECONCILING, "503");
        assertThat(accounts.cmaFor(main()))
                .as("one bad answer does not close the account")
                .isPresent();
        reconcile();
        assertReady("Reachable");
    }

    @Test
    void aPlanPolicyIsNotSupportedAndNothingIsSent() {
        secret(KEY);
        account("  managementPolicy: Plan");
        reconcile();
        assertNotReady("NotSupportedYet", Conditions.STALLED, "spec.managementPolicy");
        assertThat(cato.statistics().requests()).isEmpty();
        assertThat(cleanup().isRemoveFinalizer()).as("deletion still works").isTrue();
    }

    @Test
    void anAccountInUseStaysOpenUntilItsLastSiteIsGone() {
        secret(KEY);
        account();
        site();
        reconcile();
        assertThat(cleanup().isRemoveFinalizer()).isFalse();
        assertNotReady("InUse", Conditions.RECONCILING, "CatoSites still use it");
        assertThat(accounts.cmaFor(main())).isPresent();
        assertThat(heldSecret().getMetadata().getFinalizers()).containsExactly(Api.IN_USE);
        kube.client()
                .resources(CatoSite.class)
                .inNamespace("net")
                .withName("osaka")
                .delete();
        assertThat(cleanup().isRemoveFinalizer()).isTrue();
        assertThat(accounts.cmaFor(main())).isEmpty();
        assertThat(heldSecret().getMetadata().getFinalizers()).isEmpty();
    }

    @Test
    void anAccountThatWasDeletedWhileTheOperatorWasAwayIsOpenedForItsSites() {
        secret(KEY);
        account();
        site();
        assertThat(cleanup().isRemoveFinalizer()).isFalse();
        assertThat(accounts.cmaFor(main())).isPresent();
    }

    @Test
    void anAccountWhoseKeyIsLostCanStillBeDeleted() {
        account();
        reconcile();
        assertThat(cleanup().isRemoveFinalizer()).isTrue();
    }

    @Test
    void aSecretThatIsNamedNoMoreIsLetGo() {
        secret(KEY);
        account();
        reconcile();
        kube.client()
                .resources(CatoAccount.class)
                .inNamespace("net")
                .withName("main")
                .edit(a -> {
                    a.setSpec(Serialization.unmarshal("""
                        accountId: "12345"
                        endpoint: %s
                        apiKeySecretRef: { name: other, key: apiKey }
                        """.formatted(cato.endpoint()), CatoAccountSpec.class));
                    return a;
                });
        kube.client()
                .secrets()
                .inNamespace("net")
                .resource(new SecretBuilder(heldSecret())
                        .editMetadata()
                        .withName("other")
                        .withFinalizers(List.of())
                        .withResourceVersion(null)
                        .withUid(null)
                        .endMetadata()
                        .build())
                .create();
        reconcile();
        assertReady("Reachable");
        assertThat(heldSecret().getMetadata().getFinalizers()).isEmpty();
    }

    private void annotate(String annotation, String value) {
        kube.client()
                .resources(CatoAccount.class)
                .inNamespace("net")
                .withName("main")
                .edit(a -> {
                    a.getMetadata().setAnnotations(Map.of(annotation, value));
                    return a;
                });
    }

    @Test
    void aPausedAccountIsLeftAlone() {
        secret(KEY);
        account();
        annotate(Api.PAUSED, "true");
        reconcile();
        assertThat(condition(Conditions.READY).reason()).isEqualTo("Paused");
        assertThat(cato.statistics().requests()).isEmpty();
        assertThat(cleanup().isRemoveFinalizer()).isFalse();
    }

    @Test
    void aTokenIsHandledOnceAndReadsAnew() {
        secret(KEY);
        account();
        reconcile();
        annotate(Api.RECONCILE, "now-1");
        cato.statistics().reset();
        reconcile();
        assertThat(cato.statistics().requests()).containsKey("popLocationList");
        assertThat(main().statusOrEmpty().lastHandled()).containsEntry("reconcile", "now-1");
    }

    @Test
    void aTokenIsNotHandledByAVisitThatReadsNothing() {
        secret("wrong-key-0001");
        account();
        annotate(Api.RECONCILE, "now-1");
        reconcile();
        assertThat(condition(Conditions.READY).reason()).isEqualTo("CredentialsInvalid");
        assertThat(main().statusOrEmpty().lastHandled()).isEmpty();
    }

    @Test
    void aTransitionIsAnEventAndTheKeyIsNowhere() {
        secret("wrong-key-0001");
        account();
        reconcile();
        List<Event> events =
                kube.client().v1().events().inNamespace("net").list().getItems();
        assertThat(events).extracting(Event::getReason).containsExactly("CredentialsInvalid");
        assertThat(Serialization.asYaml(main()) + Serialization.asYaml(events.getFirst()))
                .doesNotContain("wrong-key-0001");
    }
}
