package dev.ipsecsites.ipsec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ipsecsites.ipsec.Compatibility.Choice;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompatibilityTest {
    private static final AlgorithmSet RTX = new AlgorithmSet(
            "RTX830",
            EnumSet.of(Encryption.AES_CBC_128, Encryption.AES_CBC_256),
            EnumSet.of(Hash.SHA1, Hash.SHA2_256),
            EnumSet.of(DhGroup.MODP_1024, DhGroup.MODP_1536, DhGroup.MODP_2048),
            DhGroup.MODP_2048,
            true,
            true);

    @Test
    void choosesTheStrongestThatBothEndsCan() {
        assertThat(Compatibility.choose(RTX, ProposalRequest.ANY, null))
                .isInstanceOfSatisfying(Choice.Chosen.class, c -> {
                    assertThat(c.proposal())
                            .isEqualTo(new Proposal(
                                    new IkeProposal(
                                            Encryption.AES_CBC_256, Hash.SHA2_256, Hash.SHA2_256, DhGroup.MODP_2048),
                                    new ChildProposal(Encryption.AES_CBC_256, Hash.SHA2_256, null)));
                    assertThat(c.notes()).singleElement().asString().contains("100 Mbit/s");
                });
    }

    @Test
    void takesWhatWasAskedAndFollowsIt() {
        ProposalRequest asked = new ProposalRequest(
                Encryption.AES_CBC_128, Hash.SHA1, null, DhGroup.MODP_1024, null, Hash.SHA1, DhGroup.MODP_1024);

        assertThat(Compatibility.choose(RTX, asked, 50.0))
                .isEqualTo(new Choice.Chosen(
                        new Proposal(
                                new IkeProposal(Encryption.AES_CBC_128, Hash.SHA1, Hash.SHA1, DhGroup.MODP_1024),
                                new ChildProposal(Encryption.AES_CBC_256, Hash.SHA1, DhGroup.MODP_1024)),
                        List.of()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "AES-GCM-256 | SHA2-256 | SHA2-256 | 14 | | proposal.ike.encryption is AES-GCM-256, which RTX830 can't"
                        + " do; write AES-CBC-128 or AES-CBC-256",
                "AES-CBC-256 | SHA2-512 | SHA2-512 | 14 | | proposal.ike.prf is SHA2-512, which RTX830 can't do; write"
                        + " SHA1 or SHA2-256",
                "AES-CBC-256 | SHA1 | SHA2-256 | 14 | | one setting for PRF and integrity",
                "AES-CBC-256 | SHA2-256 | SHA2-256 | 19 | | proposal.ike.dhGroup is DH group 19 (ECP-256), which"
                        + " RTX830 can't do; write 2 or 5 or 14",
                "AES-CBC-256 | SHA2-256 | SHA2-256 | 14 | 5 | write 14 or None"
            })
    void refusesWithTheEndThatCannotAndWhatWouldWork(
            String encryption, String prf, String integrity, int group, Integer pfs, String sentence) {
        ProposalRequest asked = new ProposalRequest(
                byLabel(encryption),
                hash(prf),
                hash(integrity),
                DhGroup.ofNumber(group).orElseThrow(),
                null,
                null,
                pfs == null ? null : DhGroup.ofNumber(pfs).orElseThrow());

        assertThat(Compatibility.choose(RTX, asked, null))
                .isInstanceOfSatisfying(
                        Choice.Refused.class,
                        r -> assertThat(String.join("\n", r.problems())).contains(sentence));
    }

    @Test
    void refusesAesCbcFrom100MbitOnWhereTheRouterHasNoGcm() {
        assertThat(Compatibility.choose(RTX, ProposalRequest.ANY, 100.0))
                .isInstanceOfSatisfying(
                        Choice.Refused.class,
                        r -> assertThat(r.problems())
                                .singleElement()
                                .asString()
                                .contains("100 Mbit/s", "RTX830 has no AES-GCM"));
        assertThat(Compatibility.choose(RTX, ProposalRequest.ANY, 99.9)).isInstanceOf(Choice.Chosen.class);
    }

    @Test
    void choosesGcmForAFastLinkWhereTheOtherEndHasIt() {
        assertThat(Compatibility.choose(AlgorithmSet.CATO, ProposalRequest.ANY, 500.0))
                .isInstanceOfSatisfying(
                        Choice.Chosen.class,
                        c -> assertThat(c.proposal().child().encryption()).isEqualTo(Encryption.AES_GCM_256));
    }

    private static Encryption byLabel(String label) {
        return EnumSet.allOf(Encryption.class).stream()
                .filter(e -> e.label().equals(label))
                .findFirst()
                .orElseThrow();
    }

    private static Hash hash(String label) {
        return EnumSet.allOf(Hash.class).stream()
                .filter(h -> h.label().equals(label))
                .findFirst()
                .orElseThrow();
    }
}
