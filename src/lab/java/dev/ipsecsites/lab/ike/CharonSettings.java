package dev.ipsecsites.lab.ike;

import java.time.Duration;

/**
 * Settings of a whole daemon. In IKEv2 strongSwan has one schedule of retransmissions for everything, so it is also what decides that a
 * peer is dead: {@code interval} after the first unanswered request, {@code tries} more times.
 */
public record CharonSettings(Duration interval, int tries) {
    /** An answer comes at once between namespaces of one machine, or never. */
    public static final CharonSettings QUICK = new CharonSettings(Duration.ofMillis(400), 2);

    /** {@code ipsec ike keepalive use GW on FORM INTERVAL COUNT}: dead after COUNT unanswered ones (yamaha-rtx.md §4.3). */
    public static CharonSettings ofKeepalive(int intervalSeconds, int count) {
        return new CharonSettings(Duration.ofSeconds(intervalSeconds), Math.max(0, count - 1));
    }

    /** Cato notices within 30 s (cato-api.md §2.3): 10 s between probes, 5 s and three more tries. */
    public static CharonSettings ofCato() {
        return new CharonSettings(Duration.ofSeconds(5), 3);
    }

    /** {@code strongswan.conf} of a daemon that lives in {@code directory}. */
    String text(String directory) {
        return """
            charon {
              load = random nonce aes sha1 sha2 md5 hmac kdf gcm openssl gcrypt kernel-libipsec kernel-netlink socket-default vici
              threads = 16
              # Routes into the tunnel are the router's business, not IKE's. kernel-libipsec installs its own whatever this
              # says (none that would catch IKE itself): in a table that is asked after all others.
              install_routes = no
              routing_table_prio = 40000
              install_virtual_ip = no
              retransmit_base = 1
              retransmit_timeout = %d.%03d
              retransmit_tries = %d
              # A half-open exchange must not make the next one wait for a cookie.
              dos_protection = no
              make_before_break = no
              plugins {
                vici {
                  socket = unix://%s/vici
                }
              }
              syslog {
                daemon {
                  default = -1
                }
                auth {
                  default = -1
                }
              }
              filelog {
                main {
                  path = %s/charon.log
                  # Level 2 names the proposals of both sides; from level 4 on keys would be logged.
                  default = 1
                  ike = 2
                  cfg = 2
                  flush_line = yes
                  ike_name = yes
                  time_format = %%Y-%%m-%%dT%%H:%%M:%%S
                }
              }
            }
            """.formatted(interval.toSeconds(), interval.toMillisPart(), tries, directory, directory);
    }
}
