package dev.ipsecsites.cli.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ipsecsites.cli.Ran;
import dev.ipsecsites.cli.console.Columns;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.xml.sax.SAXException;

class StatusCommandTest {
    private static final String SITE = """
        apiVersion: ipsec-sites.dev/v1alpha1
        kind: Router
        metadata: { name: osaka-rtx, namespace: network }
        spec:
          address: 192.168.100.1
          credentialsSecretRef: { name: osaka-rtx }
          hostKey: { trustOnFirstUse: true }
          links: [ { name: WAN1, interface: pp1 } ]
          numbers: { tunnels: 1-6, filters: 90000-90999 }
        status:
          model: RTX1300
          firmware: Rev.23.00.17
          links: [ { name: WAN1, address: 198.51.100.20 } ]
        ---
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
          activeTunnel: SECONDARY1
          tunnels:
            - { id: PRIMARY1, popLocation: 東京, catoAddress: 203.0.113.10, siteAddress: 198.51.100.20, routerTunnel: osaka-primary1, state: Down, flaps: 3 }
            - { id: SECONDARY1, popLocation: London, catoAddress: 203.0.113.20, siteAddress: 198.51.100.20, routerTunnel: osaka-secondary1, state: Up, proposal: AES-CBC-256/SHA2-256/MODP-2048 }
          conditions:
            - { type: Ready, status: "False", reason: EndsDisagree, message: "PRIMARY1 (Tokyo): Cato says disconnected, the router says up; reset the tunnel or wait two minutes", lastTransitionTime: "2024-01-29T09:38:23Z" }
        ---
        apiVersion: ipsec-sites.dev/v1alpha1
        kind: RouterTunnel
        metadata: { name: osaka-primary1, namespace: network }
        spec:
          routerRef: { name: osaka-rtx }
          link: WAN1
          tunnelNumber: 1
          remote: { address: 203.0.113.10, identity: { type: IPv4, value: 203.0.113.10 } }
          local: { identity: { type: IPv4, value: 198.51.100.20 } }
          preSharedKeySecretRef: { name: osaka-primary1-psk, key: psk }
        ---
        apiVersion: ipsec-sites.dev/v1alpha1
        kind: RouterTunnel
        metadata: { name: osaka-secondary1, namespace: network }
        spec:
          routerRef: { name: osaka-rtx }
          link: WAN1
          tunnelNumber: 2
          remote: { address: 203.0.113.20, identity: { type: IPv4, value: 203.0.113.20 } }
          local: { identity: { type: IPv4, value: 198.51.100.20 } }
          preSharedKeySecretRef: { name: osaka-secondary1-psk, key: psk }
        """;

    @TempDir
    private Path directory;

    private String file(String content) throws IOException {
        return Files.writeString(directory.resolve("site.yaml"), content).toString();
    }

    @Test
    void aSiteIsDrawnWithRouterLinkTunnelsAndState() throws IOException {
        Ran ran = Ran.with("status", "-f", file(SITE));
        assertThat(ran.err()).isEmpty();
        assertThat(ran.exitCode()).isZero();
        assertThat(ran.out()).isEqualTo("""
            osaka (site 100123): not ready, EndsDisagree
              PRIMARY1 (Tokyo): Cato says disconnected, the router says up; reset the tunnel or wait two minutes

              +------------------+
              | osaka-rtx        |---- WAN1 pp1 198.51.100.20
              | RTX1300          |  |--x-- PRIMARY1    tunnel 1  Down  --x-- 東京    203.0.113.10  flaps 3
              | Rev.23.00.17     |  |===== SECONDARY1  tunnel 2  Up   *===== London  203.0.113.20  AES-CBC-256/SHA2-256/MODP-2048
              | 192.168.100.0/24 |
              +------------------+

              * carries the traffic
            """);
    }

    @Test
    void columnsStandBelowEachOtherThoughNamesAreJapanese() throws IOException {
        List<String> lines = Ran.with("status", "--lang", "ja", "-f", file(SITE))
                .out()
                .lines()
                .toList();
        String first =
                lines.stream().filter(l -> l.contains("PRIMARY1  ")).findFirst().orElseThrow();
        String second =
                lines.stream().filter(l -> l.contains("SECONDARY1")).findFirst().orElseThrow();
        assertThat(Columns.width(first.substring(0, first.indexOf("203.0"))))
                .isEqualTo(Columns.width(second.substring(0, second.indexOf("203.0"))));
        assertThat(first).contains("切断").contains("トンネル1");
    }

    @Test
    void aManifestWithoutStatusIsDrawnAsItIsMeant() {
        Ran ran = Ran.with("status", "-f", "examples/minimal.yaml");
        assertThat(ran.exitCode()).isZero();
        assertThat(ran.out()).contains("not known yet").contains("PRIMARY1").contains("Unknown");
    }

    @Test
    void anImageIsWellFormedWhateverTheNamesAre() throws Exception {
        String nasty = SITE.replace("東京", "'<script>&\"'");
        Ran ran = Ran.with("status", "-o", "svg", "-f", file(nasty));
        assertThat(ran.exitCode()).isZero();
        Document svg = parse(ran.out());
        assertThat(svg.getDocumentElement().getTagName()).isEqualTo("svg");
        assertThat(svg.getElementsByTagName("script").getLength()).isZero();
        assertThat(svg.getDocumentElement().getTextContent())
                .contains("osaka-rtx")
                .contains("not ready · EndsDisagree")
                .contains("SECONDARY1 · tunnel 2 · Up")
                .contains("AES-CBC-256/SHA2-256/MODP-2048")
                .contains("<script>&");
    }

    @Test
    void severalSitesAreDrawnOneBelowTheOther() throws Exception {
        String two = SITE + "---\n" + SITE.replace("osaka", "nara").replace("100123", "100124");
        assertThat(Ran.with("status", "-f", file(two)).out())
                .contains("osaka (site 100123)")
                .contains("nara (site 100124)");
        Document svg = parse(Ran.with("status", "-o", "svg", "-f", file(two)).out());
        assertThat(svg.getElementsByTagName("g").getLength()).isEqualTo(2);
        assertThat(Ran.with("status", "nara", "-f", file(two)).out()).doesNotContain("osaka (");
    }

    @Test
    void whatCannotBeDrawnIsSaidWithExitCodeOne() throws IOException {
        Ran none = Ran.with("status", "kyoto", "-f", file(SITE));
        assertThat(none.exitCode()).isEqualTo(1);
        assertThat(none.err()).contains("There is no CatoSite kyoto");
        Ran wrong = Ran.with("status", "-f", file("kind: [\n"));
        assertThat(wrong.exitCode()).isEqualTo(1);
        assertThat(wrong.err()).contains("not YAML");
    }

    @Test
    void aFileThatCannotBeUsedIsNamedAndDoesNotHideTheOthers() throws IOException {
        Path latin = Files.write(directory.resolve("latin.yaml"), new byte[] {'k', ':', (byte) 0xE9});
        Ran ran = Ran.with("status", "-f", file(SITE), "-f", "no/such/file.yaml", "-f", latin.toString());
        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.out()).contains("osaka (site 100123)");
        assertThat(ran.err())
                .contains("no/such/file.yaml can't be read: there is no such file")
                .contains("latin.yaml is not UTF-8 text");
    }

    @Test
    void aSiteThatIsReadyButNotRedundantSaysSoLoudly() throws Exception {
        String alone = SITE.replaceAll(
                "(?m)^    - \\{ type: Ready.*$",
                "    - { type: Ready, status: 'True', reason: Available, message: fine, lastTransitionTime: '2024-01-29T09:38:23Z' }\n"
                        + "    - { type: Redundant, status: 'False', reason: TunnelDown, message: 'PRIMARY1 is down at both ends',"
                        + " lastTransitionTime: '2024-01-29T09:38:23Z' }");
        assertThat(Ran.with("status", "-f", file(alone)).out()).startsWith("""
                    osaka (site 100123): ready, Available; not redundant, TunnelDown
                      PRIMARY1 is down at both ends
                    """).doesNotContain("fine");
        assertThat(parse(Ran.with("status", "-o", "svg", "-f", file(alone)).out())
                        .getDocumentElement()
                        .getTextContent())
                .contains("ready · Available · not redundant · TunnelDown")
                .contains("PRIMARY1 is down at both ends");
    }

    /** Half of it comes from a router. */
    @Test
    void whatATerminalObeysIsNotPrinted() throws Exception {
        String nasty = SITE.replace("Cato says disconnected", "\\e[2J\\e[31mCato\\u202E says disconnected")
                .replace("firmware: Rev.23.00.17", "firmware: \"Rev.\\e]0;pwned\\a\"")
                .replace("東京", "\"Tok\\eyo\"");
        String text = Ran.with("status", "-f", file(nasty)).out();
        assertThat(text)
                .contains("PRIMARY1 (Tokyo): ?[2J?[31mCato? says disconnected", "| Rev.?]0;pwned?   |", "Tok?yo")
                .matches("[^\\p{Cntrl}\\p{Cf}]*(?:\n[^\\p{Cntrl}\\p{Cf}]*)*");
        assertThat(parse(Ran.with("status", "-o", "svg", "-f", file(nasty)).out())
                        .getDocumentElement()
                        .getTextContent())
                .contains("Tok?yo")
                .doesNotContain("\u202e");
    }

    @Test
    void anImageShowsAllThatIsSaidOfATunnel() throws Exception {
        String busy = SITE.replace("proposal: AES", "flaps: 3, proposal: AES");
        assertThat(parse(Ran.with("status", "-o", "svg", "-f", file(busy)).out())
                        .getDocumentElement()
                        .getTextContent())
                .contains("AES-CBC-256/SHA2-256/MODP-2048", "carries the traffic", "flaps 3");
    }

    @Test
    void wrongUsageIsExitCodeTwo() throws IOException {
        assertThat(Ran.with("status", "-o", "png", "-f", file(SITE)).exitCode()).isEqualTo(2);
        assertThat(Ran.with("status", "-n", "network", "-f", file(SITE)).exitCode())
                .isEqualTo(2);
    }

    private static Document parse(String svg) throws ParserConfigurationException, SAXException, IOException {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    }
}
