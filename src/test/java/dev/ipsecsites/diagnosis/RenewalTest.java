package dev.ipsecsites.diagnosis;

import static dev.ipsecsites.diagnosis.Evidence.NOW;
import static dev.ipsecsites.diagnosis.Evidence.diagnose;
import static dev.ipsecsites.diagnosis.Evidence.down;
import static dev.ipsecsites.diagnosis.Evidence.router;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A group that is refused may be that of the IKE SA, or of a child SA that is renewed with PFS: when it was refused tells. */
class RenewalTest {
    private static final String DH =
            "DH group GROUP_14_MODP2048 (14) in our proposal does not match DH group GROUP_2_MODP1024 (2) in peer's"
                    + " proposal 1";
    private static final String UP = "Child SA established";
    private static final String PFS = "ipsec ike version 1 2\n  ipsec ike pfs 1 on";
    private static final Instant START = NOW.minus(Duration.ofHours(12));

    /** Such as {@code 0+ 45- 60+}: minutes at which it came up, and at which the group was refused. */
    private static List<Message> timeline(String minutes) {
        return Arrays.stream(minutes.split(" "))
                .map(word -> Message.timeline(
                        START.plus(Duration.ofMinutes(Long.parseLong(word.substring(0, word.length() - 1)))),
                        word.endsWith("+") ? UP : DH))
                .toList();
    }

    private static TunnelEvidence withoutManifest(RouterHalf router) {
        return TunnelEvidence.of("PRIMARY1").withRouter(router.withState(null, null));
    }

    private static RouterHalf group2(String version) {
        String config = Evidence.CONFIG.replace("modp2048", "modp1024").replace("ipsec ike version 1 2", version);
        return router().withConfigured(Evidence.parsed(config));
    }

    private static List<String> words(TunnelEvidence tunnel) {
        return diagnose(tunnel).stream().map(Evidence::words).toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        0+ 45- 60+ 105-           | ChildSAGroupMismatch Likely
        0+ 45- 46- 50- 60+        | ChildSAGroupMismatch Likely
        0+ 45- 60+ 105- 120+      | ChildSAGroupMismatch Likely
        0+ 45-                    | ChildSAGroupMismatch Likely, DHGroupMismatch Possible
        0+ 45- 60+ 80-            | DHGroupMismatch Likely, ChildSAGroupMismatch Possible
        0+ 300-                   | DHGroupMismatch Likely, ChildSAGroupMismatch Possible
        0+ 45- 70- 90- 120-       | DHGroupMismatch Likely, ChildSAGroupMismatch Possible
        0+ 2- 45-                 | DHGroupMismatch Likely
        0- 45-                    | DHGroupMismatch Likely
        """)
    void aGroupThatIsRefusedWhenTheRouterRenewsIsOfTheChildSa(String minutes, String expected) {
        var tunnel = withoutManifest(group2(PFS)).withMessages(timeline(minutes));
        assertThat(words(tunnel)).containsExactly(expected.split(", "));
    }

    @Test
    void theRemedyLeavesTheGroupOfTheIkeSaAlone() {
        var found = diagnose(withoutManifest(group2(PFS)).withMessages(timeline("0+ 45- 60+ 105-")))
                .getFirst();
        assertThat(found.remedy())
                .contains("`ipsec ike pfs 1 off`")
                .contains("Auth Message Parameters")
                .doesNotContain("modp2048");
        assertThat(found.difference()).isEqualTo(new Difference(Difference.Parameter.PFS_GROUP, "14", "2"));
    }

    @Test
    void withoutAConfigurationTheTimeTellsAsWell() {
        var tunnel = TunnelEvidence.of("PRIMARY1").withMessages(timeline("0+ 45- 60+ 105-"));
        assertThat(words(tunnel).getFirst()).isEqualTo("ChildSAGroupMismatch Likely");
    }

    @Test
    void aRouterWithoutPfsProposesNoGroupWhenItRenews() {
        var tunnel = withoutManifest(group2("ipsec ike version 1 2")).withMessages(timeline("0+ 45-"));
        assertThat(words(tunnel)).containsExactly("DHGroupMismatch Certain");
    }

    @Test
    void whatCatoWasToldSettlesWhichGroupItIs() {
        var told = down().withRouter(group2(PFS)).withMessages(timeline("300-"));
        assertThat(words(told).getFirst()).isEqualTo("DHGroupMismatch Certain Router");
    }

    /** Whichever spelling: no IKE SA is made without a group. */
    @ParameterizedTest
    @CsvSource({"GROUP_NONE (0)", "NONE (0)", "GROUP_NONE", "None", "GROUP_0 (0)", "GROUP_NONE(0)"})
    void noGroupAtAllIsOfAChildSa(String none) {
        String atCato = DH.replace("GROUP_14_MODP2048 (14)", none);
        var cato = diagnose(withoutManifest(group2(PFS)).withMessages(List.of(Evidence.timeline(atCato))))
                .getFirst();
        assertThat(Evidence.words(cato)).isEqualTo("ChildSAGroupMismatch Likely");
        assertThat(cato.remedy()).contains("`ipsec ike pfs 1 off`; Cato has no PFS group");
        String atRouter = DH.replace("GROUP_2_MODP1024 (2)", none);
        var router = diagnose(withoutManifest(group2("ipsec ike version 1 2"))
                        .withMessages(List.of(Evidence.timeline(atRouter))))
                .getFirst();
        assertThat(Evidence.words(router)).isEqualTo("ChildSAGroupMismatch Likely");
        assertThat(router.remedy()).contains("Diffie-Hellman Group None").doesNotContain("modp2048");
    }
}
