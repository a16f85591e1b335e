package dev.ipsecsites.operator.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ipsecsites.operator.common.Keyring.Match;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.security.SecureRandom;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KeyringTest {
    private final MockKube kube = new MockKube();

    @AfterEach
    void close() {
        kube.close();
    }

    @Test
    void theKeyIsMadeOnceAndUsedByWhoComesLater() {
        String sealed = load().seal("intent");

        assertThat(load().compare(sealed, "intent")).isEqualTo(Match.SAME);
        assertThat(load().compare(sealed, "another")).isEqualTo(Match.DIFFERENT);
        assertThat(sealed).doesNotContain("intent");
    }

    @Test
    void withAnotherKeyNothingIsKnown() {
        String sealed = load().seal("intent");
        kube.client()
                .secrets()
                .inNamespace("ops")
                .withName("ipsec-sites-keyring")
                .delete();

        assertThat(load().compare(sealed, "intent")).isEqualTo(Match.UNKNOWN);
        assertThat(load().compare(null, "intent")).isEqualTo(Match.UNKNOWN);
        assertThat(load().compare("nonsense", "intent")).isEqualTo(Match.UNKNOWN);
    }

    @Test
    void aSecretThatIsThereIsNeverOverwritten() {
        kube.client()
                .secrets()
                .resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName("ipsec-sites-keyring")
                        .withNamespace("ops")
                        .endMetadata()
                        .withData(Map.of("hmac", "c2hvcnQ="))
                        .build())
                .create();
        int writes = kube.writes();

        assertThatThrownBy(this::load)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("ops/ipsec-sites-keyring")
                .hasMessageContaining("delete it");
        assertThat(kube.writes()).isEqualTo(writes);
    }

    private Keyring load() {
        return Keyring.load(kube.client(), "ops", new SecureRandom());
    }
}
