package dev.ipsecsites.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ipsecsites.api.CatoSite;
import dev.ipsecsites.api.Router;
import dev.ipsecsites.api.RouterTunnel;
import dev.ipsecsites.cli.Ran;
import dev.ipsecsites.operator.common.MockKube;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code diagnose SITE} and {@code status SITE} against an API server. */
class OnlineTest {
    private static final String SITE = """
        apiVersion: ipsec-sites.dev/v1alpha1
        kind: CatoSite
        metadata: { name: osaka, namespace: network }
        spec:
          accountRef: { name: main }
          routerRef: { name: osaka-rtx }
          location: { countryCode: JP, city: Osaka, timezone: Asia/Tokyo }
          nativeRange: 192.168.100.0/24
          primary: { popLocation: Tokyo }
          secondary: { popLocation: London }
        status:
          siteId: "100123"
          tunnels:
            - id: PRIMARY1
              popLocation: Tokyo
              catoAddress: 203.0.113.10
              siteAddress: 198.51.100.20
              routerTunnel: osaka-primary1
              state: Down
              checks: [ { check: PoPReachable, result: Passed, detail: "4 of 4 answers" } ]
          diagnosis:
            - cause: FilterInTheWay
              tunnel: PRIMARY1
              end: Router
              confidence: Certain
              evidence: [ "ip filter 100 reject * * udp * 500" ]
              remedy: "Take filter 100 out of the list."
              repairable: false
          conditions:
            - { type: Ready, status: "False", reason: FilterInTheWay, message: "A filter drops IKE", lastTransitionTime: "2024-01-29T09:38:23Z" }
        """;
    private static final String ROUTER = """
        apiVersion: ipsec-sites.dev/v1alpha1
        kind: Router
        metadata: { name: osaka-rtx, namespace: network }
        spec:
          model: RTX1300
          address: 192.168.100.1
          credentialsSecretRef: { name: osaka-rtx }
          hostKey: { trustOnFirstUse: true }
          links: [ { name: WAN1, interface: pp1, address: 198.51.100.20 } ]
          numbers: { tunnels: 1-6, filters: 90000-90999 }
        """;
    private static final String TUNNEL = """
        apiVersion: ipsec-sites.dev/v1alpha1
        kind: RouterTunnel
        metadata: { name: osaka-primary1, namespace: network }
        spec:
          routerRef: { name: osaka-rtx }
          link: WAN1
          remote: { address: 203.0.113.10, identity: { type: IPv4, value: 203.0.113.10 } }
          local: { identity: { type: IPv4, value: 198.51.100.20 } }
          preSharedKeySecretRef: { name: osaka-primary1-psk, key: psk }
        status: { tunnelNumber: 1, state: Down }
        """;

    private static final String TIMELINE =
            "time,tunnel,message\n2024-01-29T09:38:23Z,PRIMARY1,Auth payload doesn't match dropping this sa\n";

    @TempDir
    private Path directory;

    private final MockKube kube = new MockKube();

    @BeforeEach
    void fill() {
        kube.clear();
    }

    @AfterEach
    void stop() {
        kube.close();
    }

    private <T extends HasMetadata> void create(Class<T> type, String yaml) {
        kube.client()
                .resource(new KubernetesSerialization().unmarshal(yaml, type))
                .create();
    }

    private String kubeconfig() throws IOException {
        return Files.writeString(
                        directory.resolve("config"), """
                            apiVersion: v1
                            kind: Config
                            clusters: [ { name: c, cluster: { server: "%s" } } ]
                            users: [ { name: u, user: {} } ]
                            contexts:
                              - { name: other, context: { cluster: c, user: u, namespace: elsewhere } }
                              - { name: lab, context: { cluster: c, user: u, namespace: network } }
                            current-context: lab
                            """.formatted(kube.client().getMasterUrl()))
                .toString();
    }

    private void site() {
        create(Router.class, ROUTER);
        create(RouterTunnel.class, TUNNEL);
        create(CatoSite.class, SITE);
    }

    @Test
    void whatTheOperatorFoundIsShownWithChecksAndConditions() throws IOException {
        site();
        Ran ran = Ran.with("diagnose", "osaka", "--kubeconfig", kubeconfig());
        assertThat(ran.err()).isEmpty();
        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.out())
                .contains("PRIMARY1: FilterInTheWay (Certain, at Router)")
                .contains("ip filter 100 reject")
                .contains("Take filter 100 out of the list.")
                .contains("PRIMARY1 PoPReachable           Passed   4 of 4 answers")
                .contains("Ready False   FilterInTheWay: A filter drops IKE")
                .contains("PRIMARY1 Tokyo: Down (198.51.100.20 - 203.0.113.10, router: tunnel 1 Down)");
    }

    @Test
    void inJapaneseWhatTheOperatorFoundIsSaidAgainAndWhatIsEnglishOnlyIsMarked() throws IOException {
        create(Router.class, ROUTER);
        create(RouterTunnel.class, TUNNEL);
        create(
                CatoSite.class,
                SITE.replace("FilterInTheWay", "DHGroupMismatch")
                        .replace(
                                "evidence: [ \"ip filter 100 reject * * udp * 500\" ]",
                                "evidence: [ 'The DH groups differ: Cato has 14, the router 5.', 'Cato''s timeline, 2026-02-16T06:27:33Z: \"DH group 14\" (8 times)', 'odd words' ]")
                        .replace(
                                "Take filter 100 out of the list.",
                                "Router tunnel 1: `ipsec ike group 1 modp2048` (group 14) and `ipsec ike proposal-limitation 1"
                                        + " on`; or choose the router's group in the console, IPsec > Init Message Parameters"
                                        + " > Diffie-Hellman Group."));
        Ran ran = Ran.with("diagnose", "osaka", "--kubeconfig", kubeconfig(), "--lang", "ja");
        assertThat(ran.out())
                .startsWith("PRIMARY1: 両端が提案または使用するDiffie-Hellmanグループが異なります。")
                .contains("CatoのTimeline 2026-02-16T06:27:33Z: \"DH group 14\" (8回)")
                .contains("- (英語の原文) odd words")
                .contains("- DHグループが一致しません。Catoは14、ルータは5です。")
                .contains("PRIMARY1 Tokyo: 切断 (198.51.100.20 - 203.0.113.10, ルータ: トンネル1 切断)")
                .doesNotContain("The DH groups differ")
                .contains("`ipsec ike group 1 modp2048`")
                .doesNotContain("or choose the router's group")
                .contains("コンディション(文面はオペレーターが書いた英語の原文)");
    }

    @Test
    void aTunnelThatIsDownWithoutACauseYetIsNamedWithWhatBothEndsSay() throws IOException {
        create(Router.class, ROUTER);
        create(RouterTunnel.class, TUNNEL);
        create(
                CatoSite.class,
                SITE.replaceAll("(?s)  diagnosis:.*?repairable: false\n", "")
                        .replace(
                                "reason: FilterInTheWay, message: \"A filter drops IKE\"",
                                "reason: TunnelsDown, message: \"PRIMARY1 down\""));
        Ran ran = Ran.with("diagnose", "osaka", "--kubeconfig", kubeconfig());
        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.out())
                .startsWith("PRIMARY1: It isn't up, and the operator has no cause yet")
                .contains("PRIMARY1: Unknown (Possible)", "Ready False, TunnelsDown: PRIMARY1 down", "verifyWithin");
    }

    @Test
    void aTimelineInAConfigMapIsJudgedWithIt() throws IOException {
        site();
        kube.client()
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName("downloaded")
                        .withNamespace("network")
                        .addToLabels("ipsec-sites.dev/timeline", "osaka")
                        .endMetadata()
                        .addToData("primary.csv", TIMELINE)
                        .build())
                .create();
        Ran ran = Ran.with("diagnose", "osaka", "-n", "network", "--kubeconfig", kubeconfig(), "-o", "json");
        assertThat(ran.out()).contains("\"FilterInTheWay\"").contains("\"AuthenticationMismatch\"");
    }

    @Test
    void aTimelineThatIsNotUtf8IsReadFromAConfigMapAndWhatIsNoTextIsNamed() throws IOException {
        site("Down", "Up", "True", "False");
        byte[] csv = "日時,内容\n2026/02/16 15:27:33,Auth payload doesn't match dropping this sa\n"
                .getBytes(Charset.forName("windows-31j"));
        configMap(new ConfigMapBuilder()
                .addToBinaryData("primary1.csv", Base64.getEncoder().encodeToString(csv))
                .addToBinaryData("a.zip", Base64.getEncoder().encodeToString(new byte[] {'P', 'K', 3, 4, 0, 0, 0})));
        Ran ran = Ran.with("diagnose", "osaka", "--kubeconfig", kubeconfig());
        assertThat(ran.out())
                .contains("PRIMARY1: AuthenticationMismatch", "ConfigMap osaka-timeline primary1.csv: Cato timeline");
        assertThat(ran.err()).contains("ConfigMap osaka-timeline a.zip: is not text");
    }

    @Test
    void filesAreJudgedTogetherWithTheCluster() throws IOException {
        site();
        String file = Files.writeString(directory.resolve("t.csv"), TIMELINE).toString();
        Ran ran = Ran.with("diagnose", "osaka", file, "--kubeconfig", kubeconfig());
        assertThat(ran.out())
                .contains("FilterInTheWay")
                .contains("AuthenticationMismatch")
                .contains("t.csv: Cato timeline");
    }

    private static final String DH = "\"DH group GROUP_14_MODP2048 (14) in our proposal does not match DH group"
            + " GROUP_5_MODP1536 (5) in peer's proposal 1\"\n";

    /** Without a word of the operator's on why; what it says of the two tunnels, PRIMARY1 first. */
    private void site(String primary, String secondary, String ready, String redundant) {
        create(Router.class, ROUTER);
        create(RouterTunnel.class, TUNNEL);
        create(
                RouterTunnel.class,
                TUNNEL.replace("primary1", "secondary1")
                        .replace("203.0.113.10", "203.0.113.20")
                        .replace("tunnelNumber: 1", "tunnelNumber: 2"));
        create(
                CatoSite.class,
                SITE.replaceAll("(?s)  diagnosis:.*", "")
                                .replace("state: Down", "state: " + primary)
                                .replaceFirst(
                                        "(?m)^(\\s*)checks:.*$",
                                        "$1flaps: 0\n    - id: SECONDARY1\n      popLocation: London\n      catoAddress: 203.0.113.20\n"
                                                + "      siteAddress: 198.51.100.20\n      routerTunnel: osaka-secondary1\n      state: "
                                                + secondary)
                        + """
                          conditions:
                            - { type: Ready, status: "%s", reason: Available, message: "m", lastTransitionTime: "2026-03-01T00:00:00Z" }
                            - { type: Redundant, status: "%s", reason: TwoPoPs, message: "m", lastTransitionTime: "2026-03-01T00:00:00Z" }
                        """.formatted(ready, redundant));
    }

    private void configMap(ConfigMapBuilder filled) {
        kube.client()
                .resource(filled.withNewMetadata()
                        .withName("osaka-timeline")
                        .withNamespace("network")
                        .addToLabels("ipsec-sites.dev/timeline", "osaka")
                        .endMetadata()
                        .build())
                .create();
    }

    @Test
    void anOldTimelineAccusesNoTunnelThatIsUp() throws IOException {
        site("Up", "Up", "True", "True");
        configMap(new ConfigMapBuilder().addToData("primary1.csv", "Time,Event\n2026-02-16T06:27:33Z," + DH));
        Ran ran = Ran.with("diagnose", "osaka", "--kubeconfig", kubeconfig());
        assertThat(ran.out()).startsWith("Nothing wrong is found.").contains("ConfigMap osaka-timeline primary1.csv");
        assertThat(ran.err()).isEmpty();
        assertThat(ran.exitCode()).isZero();
    }

    @Test
    void theClusterKnowsWhichTunnelAFileIsOf() throws IOException {
        site("Down", "Up", "True", "False");
        String rows = "Time,Event\n2026-02-16T06:27:33Z," + DH;
        String unnamed = Files.writeString(directory.resolve("tl.csv"), rows).toString();
        String named =
                Files.writeString(directory.resolve("primary1.csv"), rows).toString();
        for (String file : List.of(unnamed, named)) {
            Ran ran = Ran.with("diagnose", "osaka", file, "--kubeconfig", kubeconfig());
            assertThat(ran.out())
                    .startsWith("PRIMARY1: ")
                    .contains("PRIMARY1: DHGroupMismatch", "`ipsec ike group 1 modp2048`")
                    .doesNotContain("SECONDARY1: ");
            assertThat(ran.err()).isEmpty();
        }
    }

    @Test
    void aFileOfTheSiteItselfIsNoSecondSite() throws IOException {
        site("Down", "Up", "True", "False");
        String file = Files.writeString(
                        directory.resolve("osaka.yaml"),
                        (ROUTER + "---\n" + SITE.replaceAll("(?s)status:.*", "")).replace(", namespace: network", ""))
                .toString();
        String other = Files.writeString(
                        directory.resolve("nara.yaml"),
                        (ROUTER.replace("198.51.100.20", "198.51.100.99") + "---\n"
                                        + SITE.replaceAll("(?s)status:.*", ""))
                                .replace("osaka", "nara"))
                .toString();
        String rows = Files.writeString(directory.resolve("t.csv"), "Time,Event\n2026-02-16T06:27:33Z," + DH)
                .toString();
        Ran ran = Ran.with("diagnose", "osaka", file, rows, "--kubeconfig", kubeconfig());
        assertThat(ran.out()).startsWith("PRIMARY1: ").doesNotContain("DuplicateAddress");
        Ran beside = Ran.with("diagnose", "osaka", other, rows, "--kubeconfig", kubeconfig());
        assertThat(beside.out()).contains("PRIMARY1: DHGroupMismatch").doesNotContain("nara/PRIMARY1: DHGroupMismatch");
        assertThat(beside.err()).doesNotContain("nothing in it tells");
    }

    @Test
    void whatAFileTellsTakesThePlaceOfNoCause() throws IOException {
        create(Router.class, ROUTER);
        create(RouterTunnel.class, TUNNEL);
        create(CatoSite.class, SITE.replace("FilterInTheWay", "Unknown"));
        String file = Files.writeString(directory.resolve("t.csv"), TIMELINE).toString();
        Ran ran = Ran.with("diagnose", "osaka", file, "--kubeconfig", kubeconfig());
        assertThat(ran.out())
                .startsWith("PRIMARY1: The two ends don't recognise each other")
                .doesNotContain("PRIMARY1: Unknown");
    }

    @Test
    void theStatusOfASiteIsDrawn() throws IOException {
        site();
        Ran ran = Ran.with("status", "osaka", "--kubeconfig", kubeconfig());
        assertThat(ran.exitCode()).isZero();
        assertThat(ran.out())
                .contains("osaka (site 100123): not ready, FilterInTheWay")
                .contains("tunnel 1  Down");
        assertThat(Ran.with("status", "--kubeconfig", kubeconfig()).out()).isEqualTo(ran.out());
    }

    @Test
    void aSiteThatIsNotThereIsSaidWithItsNamespace() throws IOException {
        Ran ran = Ran.with("diagnose", "kyoto", "--kubeconfig", kubeconfig(), "--context", "other");
        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.err()).contains("There is no CatoSite kyoto in namespace elsewhere");
    }

    @Test
    void aContextThatIsNotThereIsNotReplacedByTheCurrentOne() throws IOException {
        site();
        for (String command : List.of("diagnose", "status")) {
            Ran ran = Ran.with(command, "osaka", "--kubeconfig", kubeconfig(), "--context", "nope");
            assertThat(ran.exitCode()).isEqualTo(1);
            assertThat(ran.out()).isEmpty();
            assertThat(ran.err()).contains("The kubeconfig has no context nope; it has other, lab");
        }
    }

    @Test
    void aClusterThatCannotBeAskedIsNamedInWords() throws IOException {
        int unused;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            unused = socket.getLocalPort();
        }
        String server = "https://127.0.0.1:" + unused;
        String nobody = Files.writeString(
                        directory.resolve("nobody"),
                        Files.readString(Path.of(kubeconfig()))
                                .replace(kube.client().getMasterUrl().toString(), server))
                .toString();
        assertThat(Ran.with("diagnose", "osaka", "--kubeconfig", nobody).err())
                .contains("The cluster can't be asked for CatoSite osaka: nothing answers at " + server)
                .doesNotContain("Exception");
        String garbled =
                Files.writeString(directory.resolve("garbled"), "kind: [\n").toString();
        assertThat(Ran.with("status", "--kubeconfig", garbled).err())
                .contains("The kubeconfig " + garbled + " can't be used: it isn't one")
                .doesNotContain("Exception");
    }
}
