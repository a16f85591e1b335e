package dev.ipsecsites.router.yamaha;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ipsecsites.lab.rtx.RtxSimulator;
import dev.ipsecsites.lab.rtx.device.ConsoleCharset;
import dev.ipsecsites.lab.rtx.device.RtxModel;
import dev.ipsecsites.lab.wire.RouterEnd.SecurityAssociations;
import dev.ipsecsites.router.yamaha.show.Environment;
import dev.ipsecsites.router.yamaha.show.PpStatus;
import dev.ipsecsites.router.yamaha.show.SaDetail;
import dev.ipsecsites.router.yamaha.show.SaTable;
import dev.ipsecsites.router.yamaha.show.TunnelStatus;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The parsers on what a router prints whose console nobody has switched, in both languages. */
class JapaneseAnswersTest {
    @ParameterizedTest
    @EnumSource(
            value = ConsoleCharset.class,
            names = {"SJIS", "ASCII"})
    void bothLanguagesAreReadAlike(ConsoleCharset charset) {
        try (RtxSimulator router = LabRouter.of(RtxModel.RTX810)
                .charset(charset)
                .configurationText("""
                    tunnel select 1
                     ipsec tunnel 1
                      ipsec sa policy 1 1 esp aes256-cbc sha256-hmac
                      ipsec ike version 1 2
                      ipsec ike keepalive use 1 on
                      ipsec ike local address 1 192.0.2.10
                      ipsec ike pre-shared-key 1 text Abcdefgh1
                      ipsec ike remote address 1 203.0.113.10
                     tunnel enable 1
                    tunnel select none
                    ipsec auto refresh on
                    """)
                .build()) {
            assertThat(TunnelStatus.parse(1, router.type("show status tunnel 1"))
                            .state())
                    .isEqualTo(TunnelStatus.State.DOWN);
            negotiated(router);
            assertThat(TunnelStatus.parse(1, router.type("show status tunnel 1"))
                            .state())
                    .isEqualTo(TunnelStatus.State.UP);
            assertThat(SaTable.parse(router.type("show ipsec sa")).bothWays(1)).isTrue();
            List<SaDetail> details = SaDetail.parse(router.type("show ipsec sa gateway 1 detail"));
            assertThat(details).hasSize(3);
            assertThat(details.getFirst().ike()).isTrue();
            assertThat(details).allSatisfy(detail -> {
                assertThat(detail.encryption()).isNotNull();
                assertThat(detail.integrity()).isNotNull();
                assertThat(detail.lifetimeLeft()).isNotNull();
            });
            assertThat(PpStatus.parse(router.type("show status pp 1"))).isEqualTo(new PpStatus(true, "192.0.2.10"));
            assertThat(Environment.parse(router.type("show environment")).runningConfig())
                    .isEqualTo("0");
        }
    }

    private static void negotiated(RtxSimulator router) {
        router.wire()
                .negotiated(
                        1,
                        new SecurityAssociations(
                                "AES-CBC-256",
                                "SHA2-256",
                                "SHA2-256",
                                2,
                                "AES-CBC-256",
                                "SHA2-256",
                                0,
                                "192.0.2.10",
                                "203.0.113.10",
                                "1122334455667788",
                                "8877665544332211",
                                0x11223344L,
                                0x55667788L,
                                false));
    }
}
