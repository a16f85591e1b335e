package dev.ipsecsites.operator.common;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ipsecsites.api.Api;
import dev.ipsecsites.api.RouterTunnel;
import dev.ipsecsites.ipsec.Secret;
import dev.ipsecsites.operator.common.Keyring.Match;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ToldKeyTest {
    private static final Secret KEY = Secret.of("abcd1234");

    private final Keyring keyring = Keyring.of(new byte[32]);

    private static RouterTunnel tunnel(String name, String sealed) {
        RouterTunnel tunnel = new RouterTunnel();
        tunnel.setMetadata(new ObjectMetaBuilder()
                .withNamespace("net")
                .withName(name)
                .withAnnotations(Map.of(Api.TOLD_KEY, sealed))
                .build());
        return tunnel;
    }

    @Test
    void tellsTheKeyThatWasToldFromAnother() {
        String sealed = ToldKey.seal(keyring, "net", "one", KEY);

        assertThat(sealed).doesNotContain("abcd1234");
        assertThat(ToldKey.compare(keyring, tunnel("one", sealed), KEY)).isEqualTo(Match.SAME);
        assertThat(ToldKey.compare(keyring, tunnel("one", sealed), Secret.of("abcd1235")))
                .isEqualTo(Match.DIFFERENT);
        assertThat(ToldKey.compare(keyring, tunnel("two", sealed), KEY))
                .as("copied from another")
                .isEqualTo(Match.DIFFERENT);
    }

    @Test
    void knowsNothingWithoutTheOperatorsOwnKey() {
        byte[] another = new byte[32];
        another[0] = 1;
        String sealed = ToldKey.seal(Keyring.of(another), "net", "one", KEY);

        assertThat(ToldKey.compare(keyring, tunnel("one", sealed), KEY)).isEqualTo(Match.UNKNOWN);
        RouterTunnel older = tunnel("one", sealed);
        older.getMetadata().setAnnotations(null);
        assertThat(ToldKey.compare(keyring, older, KEY)).isEqualTo(Match.UNKNOWN);
    }

    @Test
    void mattersWhereASiteSpeaksForTheTunnel() {
        RouterTunnel tunnel = tunnel("one", "");
        assertThat(ToldKey.matters(tunnel)).isFalse();
        tunnel.getMetadata()
                .getOwnerReferences()
                .add(new OwnerReferenceBuilder()
                        .withKind("CatoSite")
                        .withName("osaka")
                        .withUid("u")
                        .build());
        assertThat(ToldKey.matters(tunnel)).isTrue();
    }
}
