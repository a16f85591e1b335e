package dev.ipsecsites.lab.ike.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ipsecsites.lab.Busy;
import dev.ipsecsites.lab.ike.RealIke;
import dev.ipsecsites.lab.ike.RealIkeTally;
import dev.ipsecsites.lab.rtx.state.Wan;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The article's site with a real IKE daemon at each end of each tunnel, and real packets. */
@Tag(RealIkeTally.TAG)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Order(6)
@ResourceLock(value = Busy.PROCESSORS, mode = ResourceAccessMode.READ)
class IkeSiteIT {
    private static final Duration AT_MOST = Duration.ofSeconds(30);

    /** A keepalive a second, three of them unanswered, and what a busy machine needs beside. */
    private static final Duration FAILOVER = Duration.ofSeconds(15);

    private ArticleOnRealIke article;

    @BeforeAll
    void build() throws IOException {
        String missing = RealIke.missing().orElse("");
        assumeTrue(missing.isEmpty(), missing);
        article = new ArticleOnRealIke().start();
    }

    @AfterAll
    void leavesNothing() throws IOException {
        if (article != null) {
            String prefix = article.wire.prefix();
            article.close();
            assertThat(Script.run(List.of("ip netns list"))).doesNotContain(prefix);
        }
    }

    /** As the article leaves it: each test begins here, whatever the one before did. */
    @BeforeEach
    void bothTunnelsAreUp() {
        await().atMost(AT_MOST).until(() -> article.bothEndsUp(1) && article.bothEndsUp(2));
    }

    @Test
    void packetsCrossTheTunnelThatBothEndsWereToldOf() throws IOException {
        await().atMost(FAILOVER).until(() -> article.way().equals("tunnel1"));
        long before = article.received(1);
        assertThat(article.pings(5)).isEqualTo(5);
        await().atMost(AT_MOST).until(() -> article.received(1) >= before + 5);
        assertThat(article.timeline("PRIMARY1")).contains("IKE SA established with 192.0.2.10");
        assertThat(article.router.type("show ipsec sa"))
                .anyMatch(line -> line.startsWith("Total: isakmp:2 send:2 recv:2"));
    }

    @Test
    void aPopThatIsCutOffLosesItsTrafficToTheSecondaryAndGetsItBack() throws IOException {
        article.cato.cutPop("Tokyo");
        await().atMost(FAILOVER).until(() -> article.way().equals("tunnel2"));
        await().atMost(AT_MOST).until(() -> article.pings(3) == 3);
        assertThat(article.routerUp(1)).isFalse();
        assertThat(article.router.log()).anyMatch(line -> line.endsWith("GW:1 keepalive: no answer"));
        await().atMost(AT_MOST).until(() -> article.timeline("PRIMARY1").contains("IKEV2_CONN_CLOSE_REASON__TIMEOUT"));

        article.cato.restorePop("Tokyo");
        await().atMost(AT_MOST).until(() -> article.way().equals("tunnel1"));
        await().atMost(AT_MOST).until(() -> article.pings(3) == 3);
    }

    @Test
    void aResetAtTheRouterMakesNewSas() {
        String before = article.ikeSpi(1);
        article.router.type("ipsec sa delete all");
        await().atMost(AT_MOST)
                .until(() -> article.bothEndsUp(1) && !article.ikeSpi(1).equals(before));
    }

    @Test
    void whereTheRouterMayNotBeginCatoDoes() {
        String before = article.ikeSpi(1);
        article.router.type("ipsec auto refresh off", "ipsec sa delete all");
        try {
            await().atMost(AT_MOST)
                    .until(() -> article.bothEndsUp(1) && !article.ikeSpi(1).equals(before));
        } finally {
            article.router.type("ipsec auto refresh on");
        }
    }

    @Test
    void packetsThatTheRouterSendsElsewhereAreLostOnTheWay() {
        article.router.type("ip route 203.0.113.10 gateway tunnel 2");
        try {
            await().atMost(FAILOVER).until(() -> !article.routerUp(1));
            // The network follows what the router says at the next look.
            await().atMost(FAILOVER).until(() -> article.way().equals("tunnel2"));
        } finally {
            article.router.type("ip route 203.0.113.10 gateway pp 1");
        }
    }

    @Test
    void aProvidersLineThatGoesDownTakesBothTunnelsAndBringsThemBack() {
        Wan line = article.router.wan();
        article.router.wan(line.withUp(false));
        await().atMost(AT_MOST).until(() -> !article.routerUp(1) && !article.routerUp(2));
        article.router.wan(line);
        await().atMost(AT_MOST).until(() -> article.bothEndsUp(1) && article.bothEndsUp(2));
    }

    /** What the daemons find is RFC 7296 §2.23's detection; that a router without NAT traversal sends ESP bare is the translator's part. */
    @Test
    void behindATranslatorTrafficNeedsNatTraversalAndIkeDoesNot() throws IOException {
        Wan line = article.router.wan();
        article.router.wan(Wan.pppoe("192.168.1.2").behind("192.0.2.10"));
        for (int gateway : List.of(1, 2)) {
            article.router.type(
                    "ipsec ike local address " + gateway + " 192.168.1.2",
                    "ipsec ike nat-traversal " + gateway + " on");
        }
        try {
            await().atMost(Duration.ofMinutes(1)).until(() -> article.startsFrom("192.168.1.2:4500"));
            await().atMost(AT_MOST).until(() -> article.bothEndsUp(1) && article.bothEndsUp(2));
            assertThat(article.pings(3)).isEqualTo(3);

            article.router.type("ipsec ike nat-traversal 1 off", "ipsec ike nat-traversal 2 off");
            await().atMost(Duration.ofMinutes(1)).until(() -> article.startsFrom("192.168.1.2:500"));
            await().atMost(AT_MOST).until(() -> article.bothEndsUp(1) && article.bothEndsUp(2));
            assertThat(article.pings(3)).isZero();
            assertThat(article.received(1)).isZero();
        } finally {
            article.router.wan(line);
            for (int gateway : List.of(1, 2)) {
                article.router.type(
                        "ipsec ike local address " + gateway + " 192.0.2.10",
                        "ipsec ike nat-traversal " + gateway + " off");
            }
        }
    }

    @Test
    void aDaemonThatDiesIsStartedAgain() throws IOException {
        String before = article.ikeSpi(2);
        article.killDaemon("article-tunnel2");
        await().atMost(AT_MOST)
                .until(() -> !article.routerUp(2) || !article.ikeSpi(2).equals(before));
        await().atMost(Duration.ofMinutes(1)).until(() -> article.bothEndsUp(2));
    }

    /** Cato can't tell whose the exchange is: the router is refused, and no timeline says so (cato-api.md §2.4). */
    @Test
    void aNameThatCatoDoesNotKnowFailsAtTheRouterOnly() {
        long refusedBefore = refusals(article.router.log().stream());
        long saidBefore = refusals(article.timeline("PRIMARY1").lines());
        article.toldByName();
        try {
            await().atMost(AT_MOST).until(() -> refusals(article.router.log().stream()) > refusedBefore);
            assertThat(article.routerUp(1)).isFalse();
            assertThat(refusals(article.timeline("PRIMARY1").lines())).isEqualTo(saidBefore);
        } finally {
            article.init(Map.of("dhGroup", "DH_2_MODP1024"));
        }
    }

    private static long refusals(Stream<String> lines) {
        return lines.filter(line -> line.endsWith("GW:1 receive notify AUTHENTICATION_FAILED")
                        || line.contains("Auth payload doesn't match"))
                .count();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ipsec ike pre-shared-key 1 text another1|Auth payload doesn't match the calculated one - wrong psk?",
                "ipsec ike local name 1 192.0.2.99 ipv4-addr|Auth payload doesn't match dropping this sa",
                "ipsec ike remote name 1 203.0.113.99 ipv4-addr|Auth payload doesn't match dropping this sa",
                "ipsec ike group 1 modp1536|DH group GROUP_2_MODP1024 (2) in our proposal does not match DH group"
                        + " GROUP_5_MODP1536 (5) in peer's proposal 1",
                "ipsec ike encryption 1 aes-cbc|Encryption algorithm length AES_256 (256) in our proposal does not"
                        + " match encryption algorithm length AES_128 (128) in peer's proposal 1",
                "ipsec ike hash 1 sha|PRF algorithm HMAC_SHA2_256 (5) in our proposal does not match PRF algorithm"
                        + " HMAC_SHA1 (2) in peer's proposal 1"
            })
    void aMistakeAtTheRouterFailsAsIkeMakesItFailAndTheTimelineSaysSo(String line, String message) {
        List<String> before = article.gatewayLines(1);
        article.init(
                Map.of("cipher", "AES_CBC_256", "prf", "SHA256", "integrity", "SHA256", "dhGroup", "DH_2_MODP1024"));
        article.router.type(line);
        try {
            await().atMost(AT_MOST).until(() -> article.timeline("PRIMARY1").contains(message));
            assertThat(article.routerUp(1)).isFalse();
        } finally {
            article.router.type(before);
        }
    }
}
