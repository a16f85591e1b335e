package dev.ipsecsites.operator.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.ipsecsites.api.Api;
import dev.ipsecsites.operator.common.CredentialsException.Reason;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SecretsTest {
    private final MockKube kube = new MockKube();
    private final SecretCache cache = new SecretCache(kube.client(), Set.of());
    private final Credentials credentials = new Credentials(cache, kube.client());
    private final Directory directory = new Directory();
    private final InUse inUse = new InUse(kube.client(), cache, directory);
    private final List<HasMetadata> users = new ArrayList<>();

    @AfterEach
    void close() {
        cache.close();
        kube.close();
    }

    @Test
    void aLabelledSecretIsReadAsItStands() throws Exception {
        create(Map.of(Api.CREDENTIALS, "true"), Map.of(), Map.of("psk", "abcd1234\n"));

        assertThat(open().value("psk").reveal()).isEqualTo("abcd1234\n");
        assertThat(open().optional("absent")).isEmpty();
    }

    @Test
    void aSecretWithoutTheLabelIsNotReadAndTheErrorNamesTheLabel() {
        create(Map.of(), Map.of(), Map.of("psk", "abcd1234"));

        assertRefused(Reason.SecretNotLabelled, "ipsec-sites.dev/credentials: \"true\"");
    }

    @Test
    void aMissingSecretIsAnotherMistakeThanAnUnlabelledOne() {
        assertRefused(Reason.SecretMissing, "There is no Secret net/s1");
    }

    @Test
    void aHalfFilledSecretNamesTheKeyThatIsMissing() {
        create(Map.of(Api.CREDENTIALS, "true"), Map.of(), Map.of("user", "x", "psk", ""));

        assertThatThrownBy(() -> open().value("psk"))
                .asInstanceOf(InstanceOfAssertFactories.type(CredentialsException.class))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.SecretIncomplete))
                .extracting(Throwable::getMessage, InstanceOfAssertFactories.STRING)
                .contains("net/s1", "'psk'", "psk, user");
    }

    @Test
    void aValueThatIsNoTextIsRefused() {
        kube.client()
                .secrets()
                .resource(secret(Map.of(Api.CREDENTIALS, "true"), Map.of())
                        .withData(Map.of("psk", "/w=="))
                        .build())
                .create();

        assertThatThrownBy(() -> open().value("psk")).hasMessageContaining("no UTF-8 text");
    }

    @Test
    void aRestrictedSecretGoesOnlyWhereItMay() throws Exception {
        create(
                Map.of(Api.CREDENTIALS, "true"),
                Map.of(Api.ONLY_FOR, "router.example, 192.0.2.7"),
                Map.of("psk", "abcd1234"));

        assertThat(credentials.open("net", "s1", "ROUTER.example").value("psk").length())
                .isEqualTo(8);
        assertThat(credentials.open("net", "s1", "192.0.2.7").value("psk").length())
                .isEqualTo(8);
        assertRefused(Reason.SecretRestricted, "router.example, 192.0.2.7");
    }

    @Test
    void aSecretStaysUntilItsLastUserHasLeft() {
        Secret secret = create(Map.of(Api.CREDENTIALS, "true"), Map.of(), Map.of("psk", "abcd1234"));
        HasMetadata one = user("1");
        HasMetadata two = user("2");
        users.addAll(List.of(one, two));
        inUse.register((namespace, name) -> users.stream());

        inUse.hold(secret);
        assertThat(finalizers()).containsExactly(Api.IN_USE);
        inUse.release("net", "s1", one);
        assertThat(finalizers()).containsExactly(Api.IN_USE);
        users.remove(one);
        inUse.release("net", "s1", two);
        assertThat(finalizers()).isNullOrEmpty();
    }

    @Test
    void ofTwoThatLeaveAtOnceNeitherTakesTheOtherForAUser() {
        Secret secret = create(Map.of(Api.CREDENTIALS, "true"), Map.of(), Map.of("psk", "abcd1234"));
        users.addAll(List.of(user("1"), user("2")));
        inUse.register((namespace, name) -> users.stream());
        inUse.hold(secret);

        inUse.release("net", "s1", users.get(0));
        assertThat(finalizers()).containsExactly(Api.IN_USE);
        inUse.release("net", "s1", users.get(1));

        assertThat(finalizers()).isNullOrEmpty();
    }

    @Test
    void holdingWhatIsHeldWritesNothing() {
        inUse.hold(create(Map.of(Api.CREDENTIALS, "true"), Map.of(), Map.of("psk", "abcd1234")));
        int writes = kube.writes();

        inUse.hold(kube.client().secrets().inNamespace("net").withName("s1").get());

        assertThat(kube.writes()).isEqualTo(writes);
    }

    @Test
    void aSecretThatIsBeingDeletedGoesWhenItTurnsOutToHaveNoUser() {
        inUse.hold(create(Map.of(Api.CREDENTIALS, "true"), Map.of(), Map.of("psk", "abcd1234")));
        users.add(user("1"));
        inUse.register((namespace, name) -> users.stream());
        cache.start();
        kube.client().secrets().inNamespace("net").withName("s1").delete();
        await().until(() -> cache.get("net", "s1")
                .filter(s -> s.getMetadata().getDeletionTimestamp() != null)
                .isPresent());

        directory.open();
        inUse.settleAll();
        assertThat(finalizers()).containsExactly(Api.IN_USE);
        users.clear();
        inUse.settleAll();
        await().until(() ->
                kube.client().secrets().inNamespace("net").withName("s1").get() == null);
    }

    @Test
    void aSecretThatIsBeingDeletedGoesWhenItsLastUserNamesAnother() {
        held("1");
        kube.client().secrets().inNamespace("net").withName("s1").delete();
        await().until(() -> cache.get("net", "s1")
                .filter(s -> s.getMetadata().getDeletionTimestamp() != null)
                .isPresent());

        inUse.hold(another());
        assertThat(finalizers()).containsExactly(Api.IN_USE);
        users.clear();
        await().until(() -> {
            inUse.hold(another());
            return kube.client().secrets().inNamespace("net").withName("s1").get() == null;
        });
    }

    @Test
    void aSecretThatLosesItsLabelAndHasNoUserIsLetGo() {
        held();
        unlabel();

        await().untilAsserted(() -> assertThat(finalizers()).isNullOrEmpty());
    }

    @Test
    void aSecretThatLosesItsLabelIsLetGoWhenItsLastUserNamesAnother() {
        held("1");
        unlabel();
        await().until(() -> cache.get("net", "s1").isEmpty());

        inUse.hold(another());
        assertThat(finalizers()).containsExactly(Api.IN_USE);
        users.clear();
        assertLetGo();
    }

    @Test
    void aSecretWithoutTheLabelThatSomebodyNamedIsLetGoWhenNobodyDoes() {
        create(Map.of(), Map.of(), Map.of("psk", "abcd1234"));
        kube.client().secrets().inNamespace("net").withName("s1").edit(s -> {
            s.addFinalizer(Api.IN_USE);
            return s;
        });
        used("1");
        assertRefused(Reason.SecretNotLabelled, "s1");

        inUse.hold(another());
        assertThat(finalizers()).containsExactly(Api.IN_USE);
        users.clear();
        assertLetGo();
    }

    @Test
    void aSecretThatCantBeLetGoHoldsNobodyElseUp() {
        held("1");
        unlabel();
        await().until(() -> cache.get("net", "s1").isEmpty());
        users.clear();
        kube.failWrites(n -> true);
        inUse.hold(another());
        assertThat(finalizers()).containsExactly(Api.IN_USE);

        kube.failWrites(n -> false);
        assertLetGo();
    }

    /** As soon as somebody holds something, once the watch has told of the Secret. */
    private void assertLetGo() {
        await().untilAsserted(() -> {
            inUse.hold(another());
            assertThat(finalizers()).isNullOrEmpty();
        });
    }

    /** A watched Secret with the finalizer, that these users name. */
    private void held(String... uids) {
        inUse.hold(create(Map.of(Api.CREDENTIALS, "true"), Map.of(), Map.of("psk", "abcd1234")));
        used(uids);
    }

    private void used(String... uids) {
        Stream.of(uids).map(SecretsTest::user).forEach(users::add);
        inUse.register((namespace, name) -> name.equals("s1") ? users.stream() : Stream.empty());
        cache.start();
        directory.open();
    }

    private void unlabel() {
        kube.client().secrets().inNamespace("net").withName("s1").edit(s -> {
            s.getMetadata().setLabels(Map.of());
            return s;
        });
    }

    /** Held already. */
    private static Secret another() {
        return secret(Map.of(Api.CREDENTIALS, "true"), Map.of())
                .editMetadata()
                .withName("s2")
                .withFinalizers(Api.IN_USE)
                .endMetadata()
                .build();
    }

    private List<String> finalizers() {
        return kube.client()
                .secrets()
                .inNamespace("net")
                .withName("s1")
                .get()
                .getMetadata()
                .getFinalizers();
    }

    private static HasMetadata user(String uid) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withName("user" + uid)
                .withUid(uid)
                .endMetadata()
                .build();
    }

    private Credentials.Opened open() throws CredentialsException {
        return credentials.open("net", "s1", "host.example");
    }

    private void assertRefused(Reason reason, String words) {
        assertThatThrownBy(this::open)
                .asInstanceOf(InstanceOfAssertFactories.type(CredentialsException.class))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(reason))
                .satisfies(e -> assertThat(e).hasMessageContaining(words));
    }

    private Secret create(Map<String, String> labels, Map<String, String> annotations, Map<String, String> values) {
        return kube.client()
                .secrets()
                .resource(secret(labels, annotations)
                        .withStringData(null)
                        .withData(encoded(values))
                        .build())
                .create();
    }

    private static Map<String, String> encoded(Map<String, String> values) {
        Map<String, String> data = new java.util.TreeMap<>();
        values.forEach((k, v) -> data.put(
                k, java.util.Base64.getEncoder().encodeToString(v.getBytes(java.nio.charset.StandardCharsets.UTF_8))));
        return data;
    }

    private static SecretBuilder secret(Map<String, String> labels, Map<String, String> annotations) {
        return new SecretBuilder()
                .withNewMetadata()
                .withName("s1")
                .withNamespace("net")
                .withLabels(labels)
                .withAnnotations(annotations)
                .endMetadata();
    }
}
