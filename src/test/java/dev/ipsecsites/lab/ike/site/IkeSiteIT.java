package dev.ipsecsites.lab.ike.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ipsecsites.lab.ike.RealIke;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The article's site with a real IKE daemon at each end of each tunnel, and real packets. */
class IkeSiteIT {
    private static final Duration AT_MOST = Duration.ofSeconds(30);
    private ArticleOnRealIke article;

    @BeforeEach
    void build() throws IOException {
        String missing = RealIke.missing().orElse("");
        assumeTrue(missing.isEmpty(), missing);
        article = new ArticleOnRealIke().start();
    }

    @AfterEach
    void leavesNothing() throws IOException {
        String prefix = article.wire.prefix();
        article.close();
        assertThat(Script.run(List.of("ip netns list"))).doesNotContain(prefix);
    }

    private void up() {
        await().atMost(AT_MOST).until(() -> article.routerUp(1) && article.routerUp(2));
    }

    @Test
    void packetsCrossTheTunnelAndFailOverAndComeBack() throws IOException {
        up();
        assertThat(article.way()).isEqualTo("tunnel1");
        assertThat(article.pings(5)).isEqualTo(5);

        article.cato.cutPop("Tokyo");
        await().atMost(AT_MOST).until(() -> article.way().equals("tunnel2"));
        await().atMost(AT_MOST).until(() -> article.pings(3) == 3);
        assertThat(article.routerUp(1)).isFalse();

        article.cato.restorePop("Tokyo");
        await().atMost(AT_MOST).until(() -> article.way().equals("tunnel1"));
        await().atMost(AT_MOST).until(() -> article.pings(3) == 3);
    }
}
