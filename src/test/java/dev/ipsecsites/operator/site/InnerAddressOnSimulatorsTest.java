package dev.ipsecsites.operator.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ipsecsites.lab.rtx.device.RtxModel;
import dev.ipsecsites.operator.common.Conditions;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** A site at both simulated ends whose line has an address that is translated before Cato sees it. */
@Order(2)
class InnerAddressOnSimulatorsTest {
    private final SiteWorld world = new SiteWorld(RtxModel.RTX830);

    @AfterEach
    void close() throws Exception {
        world.close();
    }

    @Test
    void anAddressThatCatoNeverSeesIsNotSentToIt() {
        realPops();
        world.router.wan(world.router.wan().withAddress("192.168.1.2").behind("198.51.100.99"));
        world.apply();
        world.rounds(12);
        assertThat(world.condition(Conditions.STALLED).reason()).isEqualTo("AddressNotPublic");
        assertThat(world.condition(Conditions.STALLED).message())
                .contains("192.168.1.2", "spec.publicAddress", "ResponderOnly");
        assertThat(world.cato.statistics().mutations()).doesNotContainKey("addIpsecIkeV2SiteTunnels");

        world.edit("publicAddress: 198.51.100.99");
        world.until(
                "told",
                Duration.ofMinutes(2),
                () -> "198.51.100.99".equals(world.tunnel("PRIMARY1").siteAddress()));
    }

    @Test
    void aLineThatComesBackBehindATranslatorKeepsTheLastPublicAddress() {
        realPops();
        world.apply();
        world.untilReady();
        String before = world.tunnel("PRIMARY1").siteAddress();
        world.router.wan(world.router.wan().withAddress("100.64.1.2").behind("198.51.100.99"));
        world.quiet(Duration.ofMinutes(10));

        assertThat(world.tunnel("PRIMARY1").siteAddress()).isEqualTo(before);
        assertThat(world.reasons()).doesNotContain("SiteAddressChanged");
    }

    /** Cato's addresses are real ones. */
    private void realPops() {
        world.allocate("Tokyo", "192.88.99.1");
        world.allocate("Osaka", "192.88.99.2");
    }
}
