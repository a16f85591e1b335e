package dev.ipsecsites.router.yamaha.show;

import dev.ipsecsites.router.Ping;
import dev.ipsecsites.router.Ping.RoundTrip;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What {@code ping -c N} prints (yamaha-rtx.md §5.4): a line for each answer, none for a lost packet, and a summary. */
public final class PingReport {
    private static final Pattern SUMMARY = Pattern.compile("([0-9]{1,9}) packets? transmitted, ([0-9]{1,9}) packets?"
            + " received\\b.*|([0-9]{1,9})個のパケットを送信し、([0-9]{1,9})個のパケットを受信しました。?.*");
    private static final String TIME = "([0-9]{1,9}(?:\\.[0-9]{1,9})?)";
    private static final Pattern TIMES = Pattern.compile("(?:round-trip min/avg/max|往復遅延\\s*最低/平均/最大)\\s*=\\s*" + TIME
            + "/" + TIME + "/" + TIME + "\\s*(?:ms|ミリ秒).*");
    private static final BigDecimal NANOS_OF_A_MILLISECOND = BigDecimal.valueOf(1_000_000);

    private PingReport() {}

    /** Half an answer, without its summary, tells nothing. */
    public static Ping.Result parse(String address, List<String> lines) {
        int sent = -1;
        int received = 0;
        RoundTrip times = null;
        for (String raw : lines) {
            String line = raw.strip();
            var summary = SUMMARY.matcher(line);
            if (summary.matches()) {
                sent = Values.small(group(summary.group(1), summary.group(3)));
                received = Math.min(sent, Values.small(group(summary.group(2), summary.group(4))));
            }
            var isTimes = TIMES.matcher(line);
            if (isTimes.matches()) {
                times = new RoundTrip(time(isTimes.group(1)), time(isTimes.group(2)), time(isTimes.group(3)));
            }
        }
        return sent < 0
                ? new Ping.Result(address, 0, 0, null, "an answer that can't be read")
                : new Ping.Result(address, sent, received, received == 0 ? null : times, null);
    }

    private static String group(@Nullable String english, @Nullable String japanese) {
        return english != null ? english : String.valueOf(japanese);
    }

    private static Duration time(String milliseconds) {
        return Duration.ofNanos(
                new BigDecimal(milliseconds).multiply(NANOS_OF_A_MILLISECOND).longValue());
    }
}
