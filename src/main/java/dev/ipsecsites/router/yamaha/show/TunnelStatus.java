package dev.ipsecsites.router.yamaha.show;

import dev.ipsecsites.router.RouterObservation.KeepaliveState;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code show status tunnel N} (yamaha-rtx.md §3.3; article, 接続確認).
 *
 * @param received packets, IPv4 and IPv6 together, since the interface came up
 */
public record TunnelStatus(
        int number, State state, @Nullable Duration connectedFor, long received, long sent, KeepaliveState keepalive) {

    /** What the tunnel interface is. */
    public enum State {
        UP,
        DOWN,
        /** The answer is of another tunnel, contradicts itself, or can't be read. */
        UNKNOWN
    }

    private static final Pattern HEADER = Pattern.compile("TUNNEL\\[0*([0-9]+)\\]\\s*[:：]?");
    // Whole sentences: "… 一度も接続されていません" and history lines hold the same words.
    private static final Pattern UP = Pattern.compile("Current status is Online\\.?|トンネルインター?フェースは接続されています。?");
    private static final Pattern DOWN = Pattern.compile(
            "Current status is (Offline|disabled|In connecting process)\\b.*|トンネルインター?フェースは.*(ません|接続処理中です)。?");
    private static final Pattern ABOUT_STATE = Pattern.compile("Current status is.*|トンネルインター?フェースは.*");
    private static final Pattern HISTORY = Pattern.compile("Last .*status.*|直前の.*状態.*");
    private static final Pattern PACKETS = Pattern.compile("\\(IPv[46]\\)\\s*([0-9]{1,19})\\s*(packets?|パケット)");
    private static final Pattern KEEPALIVE = Pattern.compile("\\[(?:Status|状態)\\]\\s*[:：]\\s*(.*)");
    private static final Pattern CONNECTED_FOR = Pattern.compile("(.*[0-9].*)\\bconnection\\.?|通信時間\\s*[:：](.*)");
    /** Not captured from a router; whatever else stands there is UNKNOWN. */
    private static final Set<String> FAILING =
            Set.of("NG", "Down", "DOWN", "Failed", "No response", "ダウン", "応答なし", "異常");

    /** Reads the answer to {@code show status tunnel number}. Nothing at all means that there is no tunnel: down (article). */
    public static TunnelStatus parse(int number, List<String> lines) {
        var reader = new Reader();
        lines.forEach(line -> reader.read(line.strip()));
        return reader.result(number);
    }

    /** The router refused to tell, as it does for a number that the model doesn't have. */
    public static TunnelStatus unreadable(int number) {
        return new TunnelStatus(number, State.UNKNOWN, null, 0, 0, KeepaliveState.UNKNOWN);
    }

    private static final class Reader {
        private int header = -1;
        private boolean anything;
        private boolean contradicts;
        private boolean history;
        private State state = State.UNKNOWN;
        private @Nullable Duration connectedFor;
        private long received;
        private long sent;
        private boolean sending;
        private KeepaliveState keepalive = KeepaliveState.UNKNOWN;

        void read(String line) {
            if (line.isEmpty()) {
                return;
            }
            anything = true;
            history |= HISTORY.matcher(line).matches();
            if (history) {
                return;
            }
            var isHeader = HEADER.matcher(line);
            if (isHeader.matches()) {
                contradicts |= header >= 0;
                header = Values.small(isHeader.group(1));
            } else if (ABOUT_STATE.matcher(line).matches()) {
                about(line);
            } else {
                detail(line);
            }
        }

        private void about(String line) {
            State said =
                    UP.matcher(line).matches() ? State.UP : DOWN.matcher(line).matches() ? State.DOWN : State.UNKNOWN;
            contradicts |= state != State.UNKNOWN && said != state;
            state = said;
        }

        private void detail(String line) {
            if (line.startsWith("Received") || line.startsWith("受信")) {
                sending = false;
            } else if (line.startsWith("Transmitted") || line.startsWith("送信")) {
                sending = true;
            }
            var packets = PACKETS.matcher(line);
            while (packets.find()) {
                count(Values.number(packets.group(1)));
            }
            var alive = KEEPALIVE.matcher(line);
            if (alive.matches()) {
                String word = alive.group(1).strip();
                keepalive = "OK".equals(word)
                        ? KeepaliveState.OK
                        : FAILING.contains(word) ? KeepaliveState.FAILING : KeepaliveState.UNKNOWN;
            }
            var connected = CONNECTED_FOR.matcher(line);
            // The expression alone would go through every line once for each of its digits.
            if ((line.contains("connection") || line.contains("通信時間")) && connected.matches()) {
                String time = connected.group(1) == null ? connected.group(2) : connected.group(1);
                connectedFor = Values.duration(time);
            }
        }

        private void count(long packets) {
            if (sending) {
                sent = saturated(sent, packets);
            } else {
                received = saturated(received, packets);
            }
        }

        private static long saturated(long a, long b) {
            return a > Long.MAX_VALUE - b ? Long.MAX_VALUE : a + b;
        }

        TunnelStatus result(int number) {
            State judged = state;
            if (!anything) {
                judged = State.DOWN;
            } else if (contradicts || header != number) {
                judged = State.UNKNOWN;
            }
            return judged == State.UP
                    ? new TunnelStatus(number, judged, connectedFor, received, sent, keepalive)
                    : new TunnelStatus(number, judged, null, received, sent, KeepaliveState.UNKNOWN);
        }
    }
}
