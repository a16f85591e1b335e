package dev.ipsecsites.cases;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Random;

/**
 * A router's log of any length: the usual noise of filters and logins, and a tunnel whose key is wrong (yamaha-rtx.md §3.6). The same
 * length gives the same lines.
 */
final class LongLog {
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyy/MM/dd HH:mm:ss", Locale.ROOT);
    private static final String[] NOISE = {
        "PP[01] Rejected at IN(default) filter: TCP 198.51.100.%d:51234 > 192.0.2.10:%d",
        "PP[01] Rejected at IN(default) filter: UDP 198.51.100.%d:5060 > 192.0.2.10:%d",
        "LAN1 Rejected at OUT(200098) filter: TCP 192.168.100.%d:4321 > 198.51.100.9:%d",
        "Login failed for SSH: 192.168.100.%d guest%d",
        "[DHCPD] LAN1(port1) Allocates 192.168.100.%d: 00:a0:de:00:00:%02d",
        "same message repeated %d times, %d left",
    };

    private static final String[] ROWS = {
        "Auth payload doesn't match the calculated one - wrong psk?",
        "Sending IKE_SA_INIT request to %d.%d",
        "Peer proposal %d: AES_CBC_256, SHA2_256, MODP_1024, attempt %d",
        "No response from peer",
    };

    private final Random random = new Random(7);
    private LocalDateTime now = LocalDateTime.of(2026, 1, 1, 0, 0, 0);

    /** The next line, without its end. */
    String next() {
        now = now.plusSeconds(random.nextInt(3));
        return STAMP.format(now) + ": " + text();
    }

    private String text() {
        int kind = random.nextInt(100);
        if (kind < 2) {
            return "[IKE2] GW:1 receive notify AUTHENTICATION_FAILED";
        }
        if (kind < 4) {
            return "[IKE2] GW:1 initiate to 203.0.113.10";
        }
        return NOISE[random.nextInt(NOISE.length)].formatted(random.nextInt(1, 99), random.nextInt(1, 99));
    }

    static byte[] lines(int count) {
        LongLog log = new LongLog();
        StringBuilder out = new StringBuilder(count * 90);
        for (int i = 0; i < count; i++) {
            out.append(log.next()).append("\r\n");
        }
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** A timeline as Cato's console gives it, of as many rows, by both tunnels of a site. */
    static byte[] rows(int count) {
        LongLog log = new LongLog();
        StringBuilder out = new StringBuilder("Time,Tunnel,Message\n");
        for (int i = 0; i < count; i++) {
            log.now = log.now.plusSeconds(log.random.nextInt(3));
            String tunnel = log.random.nextBoolean() ? "PRIMARY1" : "SECONDARY1";
            String message = ROWS[log.random.nextInt(ROWS.length)].formatted(
                    log.random.nextInt(1, 99), log.random.nextInt(1, 99));
            out.append(log.now)
                    .append("Z,")
                    .append(tunnel)
                    .append(",\"")
                    .append(message)
                    .append("\"\n");
        }
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** A file of this size that nobody has to store: the bytes of {@code piece} again and again. */
    static InputStream repeated(byte[] piece, long size) {
        return new InputStream() {
            private long left = size;
            private int at;

            @Override
            public int read() {
                if (left == 0) {
                    return -1;
                }
                left--;
                int b = piece[at] & 0xff;
                at = (at + 1) % piece.length;
                return b;
            }

            @Override
            public int read(byte[] into, int from, int length) {
                if (left == 0) {
                    return -1;
                }
                int count = (int) Math.min(Math.min(length, left), piece.length - at);
                System.arraycopy(piece, at, into, from, count);
                left -= count;
                at = (at + count) % piece.length;
                return count;
            }
        };
    }
}
