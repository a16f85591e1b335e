package dev.ipsecsites.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RenderCommandTest {
    private static final Path EXAMPLES = Path.of("examples");

    /** The article's sample configuration for one tunnel, comments and placeholders aside. */
    private static final String ARTICLE_TUNNEL = """
        tunnel select 1
         tunnel name <name>
          ipsec tunnel 1
          ipsec ike version 1 2
          ipsec ike group 1 modp1024
          ipsec ike encryption 1 aes256-cbc
          ipsec ike hash 1 sha256
          ipsec sa policy 1 1 esp aes256-cbc sha256-hmac
          ipsec ike duration ike-sa 1 19800
          ipsec ike duration child-sa 1 3600
          ipsec ike keepalive use 1 on
          ipsec ike keepalive log 1 off
          ipsec ike local address 1 <router>
          ipsec ike local name 1 <router> ipv4-addr
          ipsec ike remote address 1 <pop>
          ipsec ike remote name 1 <pop> ipv4-addr
          ipsec ike pre-shared-key 1 text <key>
          ipsec ike proposal-limitation 1 on
         ip tunnel tcp mss limit auto
        tunnel enable 1
        """;

    private static final String ARTICLE_FILTERS = """
        ip filter <filter> pass <pop> <router> esp * *
        ip filter <filter> pass <pop> <router> udp * 500
        """;

    @TempDir
    private Path directory;

    private record Result(int exitCode, List<String> out, String err) {
        List<String> routerLines() {
            return out.stream().filter(line -> !line.startsWith("#")).toList();
        }
    }

    private static Result run(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = IpsecSites.commandLine(args)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(args);
        return new Result(exitCode, out.toString().lines().toList(), err.toString());
    }

    private Result render(String yaml, String... more) throws IOException {
        Path file = Files.writeString(directory.resolve("site.yaml"), yaml);
        return run(Stream.concat(Stream.of("render", "-f", file.toString()), Arrays.stream(more))
                .toArray(String[]::new));
    }

    private static String article() {
        try {
            return Files.readString(EXAMPLES.resolve("article.yaml"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> filled(String template, Map<String, String> values) {
        String text = template;
        for (var value : values.entrySet()) {
            text = text.replace("<" + value.getKey() + ">", value.getValue());
        }
        return text.lines().toList();
    }

    @Test
    void theArticlesSiteIsTheArticlesConfigurationLineByLine() {
        Result result = run("render", "-f", EXAMPLES.resolve("article.yaml").toString(), "--show-secrets");

        var tokyo = Map.of(
                "name",
                "\"cato-tokyo\"",
                "router",
                "198.51.100.20",
                "pop",
                "203.0.113.10",
                "key",
                "TokyoPreSharedKey0123456789");
        var london = Map.of(
                "name",
                "\"cato-london\"",
                "router",
                "198.51.100.20",
                "pop",
                "203.0.113.20",
                "key",
                "LondonPreSharedKey9876543210");
        List<String> expected = new ArrayList<>(filled(ARTICLE_TUNNEL, tokyo));
        // "The secondary is set up in the same way as tunnel 2."
        expected.addAll(filled(
                ARTICLE_TUNNEL
                        .replaceAll("(select|tunnel|enable|policy 1|[a-z]) 1\\b", "$1 2")
                        .replace("policy 1 2", "policy 2 2")
                        .replace("version 1 2", "version 2 2"),
                london));
        expected.add("ipsec auto refresh on");
        List<String> filters = new ArrayList<>(filled(ARTICLE_FILTERS, tokyo));
        filters.addAll(filled(ARTICLE_FILTERS, london));
        for (int i = 0; i < filters.size(); i++) {
            expected.add(filters.get(i).replace("<filter>", String.valueOf(90_000 + i)));
        }
        expected.add("ip route default gateway tunnel 1 hide gateway tunnel 2 weight 0");
        expected.add("ip route 203.0.113.10 gateway pp 1");
        expected.add("ip route 203.0.113.20 gateway pp 1");
        assertThat(result.routerLines()).containsExactlyElementsOf(expected);
        assertThat(result.exitCode()).isZero();
        assertThat(result.err()).isEmpty();
    }

    @Test
    void keysAreMaskedAtBothEndsUnlessAskedFor() {
        Result result = run("render", "-f", EXAMPLES.resolve("article.yaml").toString());
        assertThat(result.out())
                .contains("  ipsec ike pre-shared-key 1 text ********")
                .anyMatch(line -> line.contains("\"psk\" : \"********\""))
                .noneMatch(line -> line.contains("TokyoPreSharedKey") || line.contains("login-password"));
    }

    @Test
    void theCallsToCatoComeInTheOrderInWhichTheyAreSent() {
        Result result = run("render", "-f", EXAMPLES.resolve("full.yaml").toString());
        assertThat(result.out().stream().filter(line -> line.matches("# [a-z]+[A-Za-z0-9]+")))
                .containsExactly(
                        "# addAllocatedIp",
                        "# addAllocatedIp",
                        "# addIpsecIkeV2Site",
                        "# updateIpsecIkeV2SiteGeneralDetails",
                        "# addIpsecIkeV2SiteTunnels",
                        "# addNetworkRange");
        assertThat(result.exitCode()).isZero();
    }

    @Test
    void whatCannotBeKnownOfflineIsNamedAndIsNoError() throws IOException {
        Result result = render(article()
                .replace("    allocatedAddress: 203.0.113.10\n", "")
                .replace(", address: 198.51.100.20", "")
                .replace("  publicAddress: 198.51.100.20 # one line, so both tunnels have the same\n", ""));
        assertThat(result.err()).isEmpty();
        assertThat(result.exitCode()).isZero();
        assertThat(result.routerLines())
                .contains(
                        "  ipsec ike remote address 1 <address allocated at Tokyo>",
                        "ip filter 90000 pass <address allocated at Tokyo> <address of link WAN1> esp * *",
                        "ip route <address allocated at Tokyo> gateway pp 1");
    }

    @Test
    void anAddressWithoutItsPopLeavesTheTunnelsNameOpen() throws IOException {
        Result result =
                render(article().replace("    popLocation: Tokyo\n", "").replace("        name: cato-tokyo\n", ""));
        assertThat(result.exitCode()).isZero();
        assertThat(result.routerLines()).contains(" tunnel name <cato- and the PoP of 203.0.113.10>");
    }

    @Test
    void aLongNameIsCutToADescriptionThatARouterTakes() throws IOException {
        String name = "a".repeat(60) + "-0123456789";
        Result result = render(Files.readString(EXAMPLES.resolve("router-tunnel.yaml"))
                .replace("name: sendai-partner,", "name: " + name + ",")
                .replace("  description: partner company\n", "")
                .replace("links:", "model: RTX1300\n  links:"));
        assertThat(result.err()).isEmpty();
        assertThat(result.routerLines()).contains(" description tunnel \"" + "a".repeat(60) + "-012\"");
    }

    @Test
    void aMissingModelIsAnErrorOfTheRouter() {
        Result result = run("render", "-f", EXAMPLES.resolve("minimal.yaml").toString());
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .contains("minimal.yaml: Router network/osaka-rtx: spec.model: is missing")
                .contains("RTX1300");
    }

    @Test
    void severalFilesAreOneSetOfManifests() throws IOException {
        String whole = article();
        int cut = whole.indexOf("apiVersion: ipsec-sites.dev/v1alpha1\nkind: CatoSite");
        Path first = Files.writeString(directory.resolve("a.yaml"), whole.substring(0, cut));
        Path second = Files.writeString(directory.resolve("b.yaml"), whole.substring(cut));
        assertThat(run("render", "-f", first.toString(), second.toString()).exitCode())
                .isZero();
        assertThat(run("render", "-f", second.toString()).err())
                .contains("spec.routerRef.name: Router network/article-rtx isn't in these files");
    }

    static Stream<Arguments> badInput() {
        return Stream.of(
                bad(
                        "nativeRange: 192.168.100.0/24",
                        "nativeRange: 192.168.100.0",
                        "CatoSite network/article",
                        "spec.nativeRange"),
                bad(
                        "nativeRange: 192.168.100.0/24",
                        "nativeRange: 192.168.100.7/24",
                        "CatoSite network/article",
                        "192.168.100.0/24"),
                bad(
                        "nativeRange: 192.168.100.0/24",
                        "nativeRnage: 192.168.100.0/24",
                        "CatoSite network/article",
                        "spec.nativeRnage"),
                bad(
                        "primary: TokyoPreSharedKey0123456789",
                        "primary: Seven77",
                        "Secret network/article-psk",
                        "has 7 characters"),
                bad(
                        "primary: TokyoPreSharedKey0123456789",
                        "primary: TokyoPreSharedKey#1",
                        "Secret network/article-psk",
                        "letters and digits"),
                bad("  primary: TokyoPreSharedKey0123456789\n", "", "Secret network/article-psk", "stringData.primary"),
                bad("""
                      name: article-psk
                      namespace: network
                      labels: { ipsec-sites.dev/credentials: "true" }
                    """, """
                      name: article-psk
                      namespace: network
                    """, "Secret network/article-psk", "ipsec-sites.dev/credentials"),
                bad(
                        "initMessage: { encryption: Auto, prf: Auto, integrity: Auto, dhGroup: 2 }",
                        "initMessage: { encryption: Auto, prf: Auto, integrity: Auto, dhGroup: Auto }",
                        "CatoSite network/article",
                        "dhGroup"),
                bad(
                        "bandwidth: { downstreamMbps: 50, upstreamMbps: 50 }",
                        "bandwidth: { downstreamMbps: 50, upstreamMbps: 100 }",
                        "CatoSite network/article",
                        "below 100"),
                bad(
                        "popLocation: London",
                        "popLocation: Tokyo",
                        "CatoSite network/article",
                        "spec.secondary.popLocation"),
                bad("identification: IPv4", "identification: FQDN", "CatoSite network/article", "spec.identification"),
                bad("model: RTX810", "model: RTX9000", "Router network/article-rtx", "RTX9000"),
                bad("tunnelNumber: 2", "tunnelNumber: 9", "Router network/article-rtx", "allows 1 to 6"),
                bad("tunnelNumber: 2", "tunnelNumber: 1", "Router network/article-rtx", "another spec.tunnelNumber"),
                bad("name: cato-tokyo", "name: 'x?y'", "CatoSite network/article", "spec.primary.tunnels[0].name"),
                bad(
                        "address: 192.0.2.1",
                        "address: 192.0.2.1\n  natTraversal: On",
                        "Router network/article-rtx",
                        "spec.natTraversal"),
                bad(
                        "interface: pp1",
                        "interface: 'pp1; reboot'",
                        "Router network/article-rtx",
                        "interface of link WAN1"),
                bad("  type: Branch\n", "  type: [\n", "document", "not YAML"),
                bad("kind: Router\n", "kind: Roter\n", "Roter network/article-rtx", "kind"));
    }

    private static Arguments bad(String right, String wrong, String resource, String says) {
        return Arguments.of(right, wrong, resource, says);
    }

    @ParameterizedTest
    @MethodSource("badInput")
    void anErrorNamesFileResourceAndField(String right, String wrong, String resource, String says) throws IOException {
        assertThat(article()).contains(right);
        Result result = render(article().replace(right, wrong), "--show-secrets");
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.err().lines().toList())
                .anySatisfy(line ->
                        assertThat(line).contains("site.yaml: " + resource).contains(says));
        assertThat(result.err()).doesNotContain("TokyoPreSharedKey", "Seven77");
    }

    @Test
    void twoSitesWithOneNameAndTwoRoutersForOneDeviceAreSaid() throws IOException {
        String site = article().substring(article().indexOf("apiVersion: ipsec-sites.dev/v1alpha1\nkind: CatoSite"));
        String other = site.replace("name: article, ", "name: other, ")
                .replace("spec:\n", "spec:\n  siteName: article\n")
                .replace("tunnelNumber: 1", "tunnelNumber: 3")
                .replace("tunnelNumber: 2", "tunnelNumber: 4")
                .replace("203.0.113.", "203.0.114.");
        assertThat(render(article() + "---\n" + other).err())
                .contains("CatoSite network/other: spec.siteName")
                .contains("CatoSite network/article, which is older");
        String router = """
            ---
            apiVersion: ipsec-sites.dev/v1alpha1
            kind: Router
            metadata: { name: twin, namespace: network }
            spec:
              model: RTX810
              address: 192.0.2.1
              credentialsSecretRef: { name: article-rtx }
              hostKey: { trustOnFirstUse: true }
              links: [ { name: WAN1, interface: pp1 } ]
            """;
        assertThat(render(article() + router).err())
                .contains("Router network/twin")
                .contains("192.0.2.1:22");
    }

    @Test
    void usageIsAnExitCodeOfItsOwn() {
        assertThat(run("render").exitCode()).isEqualTo(2);
        assertThat(run("render", "-f", directory.resolve("absent.yaml").toString())
                        .exitCode())
                .isEqualTo(2);
        assertThat(run("rendre").exitCode()).isEqualTo(2);
        assertThat(run().exitCode()).isEqualTo(2);
        assertThat(run("--help").exitCode()).isZero();
        assertThat(run("operator", "--metrics-port", "x").exitCode()).isEqualTo(2);
    }

    @Test
    void nothingToRenderIsSaidAndFine() throws IOException {
        Result result = render("apiVersion: v1\nkind: Namespace\nmetadata: { name: network }\n");
        assertThat(result.exitCode()).isZero();
        assertThat(result.err()).contains("nothing to render");
    }
}
