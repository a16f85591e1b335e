package dev.ipsecsites.lab.rtx;

import dev.ipsecsites.lab.rtx.device.ConsoleCharset;
import dev.ipsecsites.lab.rtx.device.RtxModel;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.apache.sshd.common.config.keys.KeyUtils;

/** Routers for tests. */
final class Routers {
    /** The article's router: PPPoE on lan2, filters, NAT, without its tunnels. */
    static final String PPPOE = """
        ip route default gateway pp 1
        ip lan1 address 192.168.100.1/24
        pp select 1
         pp always-on on
         pppoe use lan2
         pppoe auto disconnect off
         pp auth accept pap chap
         pp auth myname site@isp.example.jp isppass
         ppp lcp mru on 1454
         ppp ipcp ipaddress on
         ppp ipcp msext on
         ppp ccp type none
         ip pp mtu 1454
         ip pp secure filter in 200003 200020 200030 200040 200041
         ip pp secure filter out 200099 dynamic 200080 200098
         ip pp nat descriptor 1
         pp enable 1
        pp select none
        ip filter 200003 reject 192.168.100.0/24 * * * *
        ip filter 200020 pass * * icmp-info * *
        ip filter 200030 pass * 192.168.100.0/24 icmp * *
        ip filter 200040 pass 203.0.113.10 192.0.2.10 esp * *
        ip filter 200041 pass 203.0.113.10 192.0.2.10 udp * 500
        ip filter 200099 pass * * * * *
        ip filter dynamic 200080 * * ftp
        ip filter dynamic 200098 * * tcp
        nat descriptor type 1 masquerade
        nat descriptor address outer 1 ipcp
        nat descriptor address inner 1 auto
        dns server pp 1
        dhcp service server
        dhcp scope 1 192.168.100.10-192.168.100.99/24
        """;

    /** The article's block for the primary tunnel, comments and indentation as there. */
    static final String ARTICLE_TUNNEL = """
        tunnel select 1
         tunnel name Tokyo
          ipsec tunnel 1
          ipsec ike version 1 2  # IKEv2
          ipsec ike group 1 modp1024  # DH
          ipsec ike encryption 1 aes256-cbc
          ipsec ike hash 1 sha256
          ipsec sa policy 1 1 esp aes256-cbc sha256-hmac
          ipsec ike duration ike-sa 1 19800
          ipsec ike duration child-sa 1 3600
          ipsec ike keepalive use 1 on
          ipsec ike keepalive log 1 off
          ipsec ike local address 1 192.0.2.10
          ipsec ike local name 1 192.0.2.10 ipv4-addr
          ipsec ike remote address 1 203.0.113.10
          ipsec ike remote name 1 203.0.113.10 ipv4-addr
          ipsec ike pre-shared-key 1 text Secret123
          ipsec ike proposal-limitation 1 on
         ip tunnel tcp mss limit auto
        tunnel enable 1
        tunnel select none
        ipsec auto refresh on
        ip route default gateway tunnel 1 hide gateway tunnel 2 weight 0
        ip route 203.0.113.10 gateway pp 1
        """;

    private Routers() {}

    static KeyPair key(String type, int bits) {
        try {
            return KeyUtils.generateKeyPair(type, bits);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static RtxSimulatorBuilder of(RtxModel model) {
        return RtxSimulator.builder(model)
                .hostKey(SharedHostKey.PAIR)
                .user("admin", "secret")
                .administratorPassword("top");
    }

    static RtxSimulatorBuilder english(RtxModel model) {
        return of(model).charset(ConsoleCharset.ASCII);
    }

    static RtxSimulatorBuilder article() {
        return of(RtxModel.RTX810).configurationText(PPPOE).configurationText(ARTICLE_TUNNEL);
    }

    /** A clock that stands still until told. */
    static final class TestClock extends Clock {
        private volatile String failing = "";
        private volatile Instant now = Instant.parse("2024-01-29T09:38:23Z");

        void advance(Duration time) {
            now = now.plus(time);
        }

        /** A fault of the simulator's own: the next look from a thread whose name ends so fails. */
        void failOnce(String thread) {
            failing = thread;
        }

        boolean hasFailed() {
            return failing.isEmpty();
        }

        @Override
        public Instant instant() {
            String thread = failing;
            // One thread of that name runs: nobody else takes the fault.
            if (!thread.isEmpty() && Thread.currentThread().getName().endsWith(thread)) {
                failing = "";
                throw new StackOverflowError("as the test asked");
            }
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
