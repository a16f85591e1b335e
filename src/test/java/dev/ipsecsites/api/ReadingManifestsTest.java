package dev.ipsecsites.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReadingManifestsTest {

    private static final String SHORTEST = """
        apiVersion: ipsec-sites.dev/v1alpha1
        kind: CatoSite
        metadata: { name: osaka, namespace: network }
        spec:
          accountRef: { name: main }
          location: { countryCode: JP, timezone: Asia/Tokyo }
          nativeRange: 192.168.100.0/24
          primary: { popLocation: Tokyo }
        """;

    private final KubernetesSerialization serialization = new KubernetesSerialization();

    @Test
    void anAbsentFieldMeansOfflineWhatTheSchemaDefaultsToInTheCluster() {
        CatoSiteSpec spec = site(SHORTEST).getSpec();

        assertThat(spec.type()).isEqualTo(SiteType.BRANCH);
        assertThat(spec.ikeVersion()).isEqualTo(2);
        assertThat(spec.connectionMode()).isEqualTo(ConnectionMode.BIDIRECTIONAL);
        assertThat(spec.lifetimes()).isEqualTo(new Lifetimes("19800s", "3600s"));
        assertThat(spec.initMessage().encryption()).isEqualTo(MessageEncryption.AUTO);
        assertThat(spec.tcpMSS().getStrVal()).isEqualTo("Auto");
        assertThat(spec.managementPolicy()).isEqualTo(ManagementPolicy.ENFORCE);
        assertThat(spec.deletionPolicy()).isNull();
    }

    @Test
    void listsAreEmptyRatherThanAbsent() {
        CatoSite site = site(SHORTEST);

        assertThat(site.getSpec().ranges()).isEmpty();
        assertThat(site.getSpec().primary().tunnels()).isEmpty();
        assertThat(site.statusOrEmpty().conditions()).isEmpty();
        assertThat(site.statusOrEmpty().lastHandled()).isEmpty();
    }

    @Test
    void fieldsAndValuesOfANewerVersionDoNotStopTheInformer() {
        CatoSite site = site(SHORTEST
                + """
                  connectionMode: Clairvoyant
                  quantum: { keys: 4 }
                  proposal: { ike: { encryption: KYBER, hops: [1] }, child: { integrity: {} } }
                  primary: { popLocation: Tokyo, tunnels: [ { name: a, colour: red } ] }
                status: { mood: good, tunnels: [ { id: PRIMARY1, state: Tired } ] }
                """.replace(
                        "  primary: { popLocation: Tokyo, tunnels", "  secondary: { popLocation: Tokyo, tunnels"));

        assertThat(site.getSpec().connectionMode()).isEqualTo(ConnectionMode.UNRECOGNIZED);
        assertThat(site.getSpec().proposal()).isNotNull();
        assertThat(site.statusOrEmpty().tunnels())
                .singleElement()
                .satisfies(tunnel -> assertThat(tunnel.state()).isEqualTo(TunnelState.UNRECOGNIZED));
    }

    @Test
    void aStatusSurvivesWritingAndReading() {
        CatoSiteStatus status = CatoSiteStatus.EMPTY.toBuilder()
                .observedGeneration(3L)
                .siteId("100123")
                .tunnels(List.of(new SiteTunnelStatus(
                        "PRIMARY1",
                        "Tokyo",
                        "203.0.113.10",
                        null,
                        new Identity(IdentityType.KEY_ID, "osaka-1"),
                        null,
                        TunnelState.UP,
                        null,
                        0,
                        List.of(),
                        null,
                        null)))
                .conditions(List.of(new Condition(
                        "Ready", ConditionStatus.TRUE, 3L, "2026-01-01T00:00:00Z", "BothEndsUp", "Tokyo is up.")))
                .build();

        String json = serialization.asJson(status);

        assertThat(serialization.unmarshal(json, CatoSiteStatus.class)).isEqualTo(status);
        assertThat(serialization
                        .unmarshal(json, JsonNode.class)
                        .at("/conditions/0/status")
                        .asText())
                .isEqualTo("True");
    }

    @Test
    void aStatusNeverOutgrowsItsSchema() {
        String endless = "長".repeat(50_000);

        assertThat(new Condition("Ready", ConditionStatus.FALSE, 1L, "2026-01-01T00:00:00Z", "Why", endless).message())
                .hasSize(32_768)
                .endsWith("…");
        assertThat(new Plan("h", Collections.nCopies(3_000, endless)).changes())
                .hasSize(2_000)
                .allMatch(change -> change.length() == 4_096);
        assertThat(new TunnelCheck("PoPReachable", CheckResult.FAILED, "😀".repeat(600)).detail())
                .hasSizeLessThanOrEqualTo(1_024)
                .endsWith("😀…");
        assertThat(new Drift("short", null, null).line()).isEqualTo("short");
    }

    @ParameterizedTest
    @CsvSource({"19800s, PT5H30M", "1h30m, PT1H30M", "0s, PT0S", "3m, PT3M"})
    void durationsAreWholeHoursMinutesAndSeconds(String text, Duration duration) {
        assertThat(Durations.parse(text)).isEqualTo(duration);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10", "5 m", "-1s", "1d", "1.5h", "99999999999999999999s", "9999999999999999h"})
    void whatIsNoDurationIsRefusedWithAnExample(String text) {
        assertThatThrownBy(() -> Durations.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("such as 30s, 5m or 1h30m");
    }

    @Test
    void aRangeOfNumbersIncludesBothEnds() {
        NumberRange range = NumberRange.parse("90000-90999");

        assertThat(range.contains(90000)).isTrue();
        assertThat(range.contains(90999)).isTrue();
        assertThat(range.contains(91000)).isFalse();
        assertThat(NumberRange.parse("7")).isEqualTo(new NumberRange(7, 7));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0-5", "5-1", "1-", "a-b", "1-9999999999"})
    void whatIsNoRangeOfNumbersIsRefused(String text) {
        assertThatThrownBy(() -> NumberRange.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    private CatoSite site(String yaml) {
        return serialization.unmarshal(yaml, CatoSite.class);
    }
}
