package dev.ipsecsites.lab.ike;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ipsecsites.lab.wire.CatoPeer.IkeIdentity;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Cato's end, from what the API was told. */
class CatoTranslatorTest {
    private static IkeConnection connection(Combination combination) {
        return CatoTranslator.connection(combination.cato(), "pop").orElseThrow();
    }

    @Test
    void fixedParametersAreOneProposal() {
        IkeConnection connection = connection(Combination.of("fixed", c -> {}));
        assertThat(connection.ikeProposals()).containsExactly("aes256-sha256-prfsha256-modp1024");
        assertThat(connection.childProposals()).containsExactly("aes256-sha256");
        assertThat(connection.remoteAddress()).isEqualTo(Combination.SITE);
        assertThat(connection.initiates()).isTrue();
    }

    @Test
    void automaticIsAProposalWithCombinedCiphersAndOneWithout() {
        IkeConnection connection = connection(Combination.of(
                "automatic",
                c -> c.cipherAtCato("AUTOMATIC")
                        .prfAtCato("AUTOMATIC")
                        .integrityAtCato("AUTOMATIC")
                        .groupAtCato("AUTOMATIC")));
        assertThat(connection.ikeProposals())
                .containsExactly(
                        "aes256gcm16-aes128gcm16-prfsha512-prfsha384-prfsha256-prfsha1"
                                + "-ecp521-ecp384-ecp256-modp4096-modp3072-modp2048-modp1536-modp1024",
                        "aes256-aes128-sha512-sha384-sha256-sha1-prfsha512-prfsha384-prfsha256-prfsha1"
                                + "-ecp521-ecp384-ecp256-modp4096-modp3072-modp2048-modp1536-modp1024");
    }

    @Test
    void automaticPfsTakesAnyGroupAndNone() {
        assertThat(connection(Combination.of("pfs", c -> c.childAtCato("AES_CBC_256", "SHA256", "AUTOMATIC")))
                        .childProposals())
                .containsExactly(
                        "aes256-sha256-modpnone-ecp521-ecp384-ecp256-modp4096-modp3072-modp2048-modp1536-modp1024");
        assertThat(connection(Combination.of("pfs", c -> c.childAtCato("AES_CBC_256", "SHA256", "DH_14_MODP2048")))
                        .childProposals())
                .containsExactly("aes256-sha256-modp2048");
    }

    @Test
    void gcmBringsItsOwnIntegrity() {
        assertThat(connection(Combination.of("gcm", c -> c.childAtCato("AES_GCM_256", "SHA512", "NONE")))
                        .childProposals())
                .containsExactly("aes256gcm16");
    }

    @Test
    void aSiteKnownByNameMayComeFromAnywhereAndIsNotCalled() {
        IkeConnection connection =
                connection(Combination.of("name", c -> c.expected = new IkeIdentity("fqdn", "a.example.com")));
        assertThat(connection.remoteAddress()).isEqualTo("%any");
        assertThat(connection.initiates()).isFalse();
    }

    @Test
    void networkRangesLoseTheirLabels() {
        assertThat(connection(Combination.of("ranges", c -> c.ranges = List.of("servers:10.30.0.0/16", "10.41.0.0/16")))
                        .localSelectors())
                .containsExactly("10.30.0.0/16", "10.41.0.0/16");
    }
}
