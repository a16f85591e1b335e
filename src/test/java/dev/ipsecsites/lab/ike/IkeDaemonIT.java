package dev.ipsecsites.lab.ike;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ipsecsites.lab.Busy;
import dev.ipsecsites.lab.ike.IkeConnection.Start;
import dev.ipsecsites.lab.wire.CatoPeer;
import dev.ipsecsites.lab.wire.CatoPeer.IkeIdentity;
import dev.ipsecsites.lab.wire.CatoPeer.Transforms;
import dev.ipsecsites.lab.wire.Outcome.Failed;
import dev.ipsecsites.lab.wire.Outcome.Up;
import dev.ipsecsites.lab.wire.PreSharedKey;
import dev.ipsecsites.lab.wire.WirePath;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Two daemons, configured from the two ends of the article's tunnel. */
@Tag(RealIkeTally.TAG)
@ResourceLock(value = Busy.PROCESSORS, mode = ResourceAccessMode.READ)
class IkeDaemonIT {
    private static final String ROUTER = "198.51.100.20";
    private static final String CATO = "198.51.100.21";
    private static final Duration WAIT = Duration.ofSeconds(8);
    private static final List<String> ARTICLE = """
        ip lan2 address 198.51.100.20/24
        ip route default gateway 198.51.100.1
        tunnel select 1
         ipsec tunnel 1
          ipsec sa policy 1 1 esp aes256-cbc sha256-hmac
          ipsec ike version 1 2
          ipsec ike duration child-sa 1 3600
          ipsec ike duration ike-sa 1 19800
          ipsec ike encryption 1 aes256-cbc
          ipsec ike group 1 modp1024
          ipsec ike hash 1 sha256
          ipsec ike keepalive use 1 on
          ipsec ike local address 1 198.51.100.20
          ipsec ike local name 1 198.51.100.20 ipv4-addr
          ipsec ike pre-shared-key 1 text Abcdefgh1234
          ipsec ike proposal-limitation 1 on
          ipsec ike remote address 1 198.51.100.21
          ipsec ike remote name 1 198.51.100.21 ipv4-addr
         tunnel enable 1
        ipsec auto refresh on
        """.lines().toList();

    @TempDir
    Path directory;

    @BeforeEach
    void daemonsAreThere() {
        String missing = RealIke.missing().orElse("");
        assumeTrue(missing.isEmpty(), missing);
    }

    private static CatoPeer cato() {
        return cato(List.of());
    }

    private static CatoPeer cato(List<String> ranges) {
        Transforms told = new Transforms(Set.of("AES_CBC_256"), Set.of("SHA256"), Set.of("SHA256"), Set.of(2));
        Transforms child = new Transforms(Set.of("AES_CBC_256"), Set.of("SHA256"), Set.of("SHA256"), Set.of(0));
        return new CatoPeer(
                "100123/PRIMARY1",
                CATO,
                ROUTER,
                true,
                true,
                PreSharedKey.ofText("Abcdefgh1234"),
                new IkeIdentity("ipv4", CATO),
                new IkeIdentity("ipv4", ROUTER),
                told,
                child,
                ranges);
    }

    @Test
    void theArticlesTunnelComesUpAndCarriesPackets() throws Exception {
        IkeConnection router = RouterTranslator.gateways(ARTICLE, new RouterTranslator.Box("RTX810", Map.of()))
                .getFirst()
                .connection()
                .orElseThrow();
        IkeConnection pop = CatoTranslator.connection(cato(), "pop").orElseThrow();
        try (Namespaces namespaces = Namespaces.create("two")) {
            String left = namespaces.add("router");
            String right = namespaces.add("pop");
            namespaces.cable(left, "wan", right, "net");
            namespaces.address(left, "wan", ROUTER + "/24");
            namespaces.address(right, "net", CATO + "/24");
            namespaces.address(left, "lo", "192.168.100.1/32");
            namespaces.address(right, "lo", "10.254.254.1/32");
            try (IkeDaemon one = IkeDaemon.start(left, directory.resolve("router"), CharonSettings.QUICK);
                    IkeDaemon other = IkeDaemon.start(right, directory.resolve("pop"), CharonSettings.QUICK)) {
                one.load(router, Start.BY_HAND);
                other.load(pop, Start.BY_HAND);
                assertThat(one.initiate("gw1", WAIT))
                        .as(() -> one.logSince(0) + "\n" + other.logSince(0))
                        .isTrue();
                assertThat(other.sas()).singleElement().satisfies(sa -> {
                    assertThat(sa.established()).isTrue();
                    assertThat(sa.encryption()).isEqualTo("AES_CBC_256");
                    assertThat(sa.prf()).isEqualTo("SHA256");
                    assertThat(sa.dhGroup()).isEqualTo(2);
                });
                namespaces.ip(left, "route", "add", "10.254.254.1/32", "dev", "ipsec0", "src", "192.168.100.1");
                namespaces.ip(right, "route", "add", "192.168.100.0/24", "dev", "ipsec0", "src", "10.254.254.1");
                assertThat(namespaces
                                .run(
                                        left,
                                        "ping",
                                        "-c",
                                        "2",
                                        "-i",
                                        "0.2",
                                        "-W",
                                        "2",
                                        "-I",
                                        "192.168.100.1",
                                        "10.254.254.1")
                                .exitCode())
                        .isZero();
                Awaitility.await()
                        .atMost(WAIT)
                        .until(() -> one.sas().getFirst().child().orElseThrow().packetsIn() >= 2);
                assertThat(Files.getPosixFilePermissions(one.directory().resolve("swanctl.conf")))
                        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
                assertThat(String.join("\n", one.logSince(0)))
                        .contains("established")
                        .doesNotContain("Abcdefgh1234");
                assertThat(one.running()).isTrue();
            }
        }
    }

    /**
     * No configuration of an RTX comes to it, so the gateway is given selectors by hand, as a policy-based peer has them: charon's own words are
     * to be Cato's.
     */
    @Test
    void selectorsWithoutCommonPartAreRefusedAndSaidInCatosWords() {
        RouterGateway rtx = RouterTranslator.gateways(ARTICLE, new RouterTranslator.Box("RTX810", Map.of()))
                .getFirst();
        CatoPeer told = cato(List.of("servers:10.30.0.0/16"));
        try (IkePair pair = IkePair.start(directory.resolve("pair"))) {
            RealOutcome narrow = RealOutcome.of(
                    pair.negotiate(told, rtx.proposing("172.16.0.0/12"), WirePath.OPEN, false), told, rtx);
            assertThat(narrow.outcome())
                    .isEqualTo(new Failed(
                            List.of("IKE_AUTH: TS_UNACCEPTABLE, no common traffic selectors"),
                            List.of("[IKE2] receive notify TS_UNACCEPTABLE"),
                            "TUNNEL_CREATION_FAILURE"));

            RealOutcome asItIs = RealOutcome.of(pair.negotiate(told, rtx, WirePath.OPEN, false), told, rtx);
            assertThat(asItIs.outcome()).as("narrowed to Cato's ranges").isInstanceOf(Up.class);
        }
    }

    @Test
    void whatARunMadeIsGoneWhenItFails() {
        Namespaces namespaces = Namespaces.create("gone");
        String name = namespaces.add("a");
        try (namespaces) {
            IkeDaemon.start(name, directory.resolve("a"), new CharonSettings(Duration.ofMillis(100), 1))
                    .close();
        }
        assertThat(Programs.run(List.of("ip", "netns", "list"))).doesNotContain(name);
    }
}
